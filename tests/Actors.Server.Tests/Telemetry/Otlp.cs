using System.Text;

namespace Actors.Server.Tests.Telemetry;

/// <summary>What is looked for in OTLP's messages; the numbers are the fields of opentelemetry-proto 1.x.</summary>
internal static class Otlp
{
    /// <summary>ExportMetricsServiceRequest: names of all metrics.</summary>
    public static IEnumerable<string> MetricNames(byte[] request) => Metrics(request).SelectMany(metric => Text(metric, 1));

    /// <summary>The points of a monotone sum of whole numbers: Metric.sum.data_points.as_int.</summary>
    public static IEnumerable<long> Sums(byte[] request, string name) => Metrics(request)
        .Where(metric => Text(metric, 1).Contains(name))
        .SelectMany(metric => Protobuf.At(metric, 7, 1, 6)).Select(value => BitConverter.ToInt64(value));

    /// <summary>ExportTraceServiceRequest: names of all spans.</summary>
    public static IEnumerable<string> SpanNames(byte[] request) => Text(request, 1, 2, 2, 5);

    /// <summary>Of either: values of the resource's attributes.</summary>
    public static IEnumerable<string> Resource(byte[] request) => Text(request, 1, 1, 1, 2, 1);

    private static IEnumerable<byte[]> Metrics(byte[] request) => Protobuf.At(request, 1, 2, 2);

    private static IEnumerable<string> Text(byte[] message, params int[] path) =>
        Protobuf.At(message, path).Select(Encoding.UTF8.GetString);
}
