namespace Actors.Benchmarks.Reporting;

/// <summary>A few points of a distribution; all 0 when there is no sample.</summary>
internal sealed record Percentiles(int Samples, double P50, double P99, double Max)
{
    public static Percentiles Of(List<double> values)
    {
        if (values.Count == 0)
        {
            return new(0, 0, 0, 0);
        }
        values.Sort();
        return new(values.Count, At(0.5), At(0.99), values[^1]);

        double At(double part) => values[Math.Min(values.Count - 1, (int)(part * values.Count))];
    }
}
