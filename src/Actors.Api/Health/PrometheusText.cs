using System.Globalization;
using System.Text;
using Actors.Engine.Services;

namespace Actors.Api.Health;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    public void Counter(string name, string help, double value) => One(name, help, "counter", value);

    public void Gauge(string name, string help, double value) => One(name, help, "gauge", value);

    /// <summary>Writes a histogram of milliseconds in seconds.</summary>
    public void Histogram(string name, string help, LatencySummary latency)
    {
        Head(name, help, "histogram");
        long count = 0;
        for (int i = 0; i < latency.Counts.Count; i++)
        {
            count += latency.Counts[i];
            string bound = i < latency.Bounds.Count ? Number(latency.Bounds[i] / 1000) : "+Inf";
            _text.Append($"{name}_bucket{{le=\"{bound}\"}} {count}\n");
        }
        if (latency.Counts.Count <= latency.Bounds.Count)
        {
            _text.Append($"{name}_bucket{{le=\"+Inf\"}} {count}\n");
        }
        _text.Append($"{name}_sum {Number(latency.SumMs / 1000)}\n{name}_count {count}\n");
    }

    public override string ToString() => _text.ToString();

    private void One(string name, string help, string type, double value)
    {
        Head(name, help, type);
        _text.Append($"{name} {Number(value)}\n");
    }

    private void Head(string name, string help, string type) =>
        _text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
