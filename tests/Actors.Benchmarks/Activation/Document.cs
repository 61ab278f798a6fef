using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Segmentation.Values;

namespace Actors.Benchmarks.Activation;

/// <summary>Documents from JSON.</summary>
internal static class Document
{
    public static ReadOnlyMemory<byte> Of(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var bytes = new ArrayBufferWriter<byte>();
        return DocWriter.TryWrite(ref reader, bytes, out DocError? error) ? bytes.WrittenMemory : throw new InvalidOperationException($"{error}");
    }
}
