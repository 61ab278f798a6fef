using System.IO.Compression;
using System.Text;
using Actors.Server.Replay;

namespace Actors.Server.Tests.Import;

public sealed class NdjsonFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-ndjson-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_together_are_the_file_and_each_knows_its_first_line(bool gzip)
    {
        string text = string.Concat(Enumerable.Range(1, 40_000)
            .Select(n => $"{{\"line\":{n},\"pad\":\"{new string('x', n % 97)}\"}}\n")) + "last";
        string path = Path.Combine(_folder, gzip ? "calls.ndjson.gz" : "calls.ndjson");
        using (Stream file = gzip ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
        }
        using var lines = new NdjsonFile(path);
        var whole = new StringBuilder();
        int blocks = 0;
        while (lines.Read() is { } block)
        {
            blocks++;
            string part = Encoding.UTF8.GetString(block.Bytes.Span);
            if (part.StartsWith('{'))
            {
                part.ShouldStartWith($"{{\"line\":{block.FirstLine},");
            }
            whole.Append(part);
        }
        whole.ToString().ShouldBe(text);
        blocks.ShouldBeGreaterThan(1);
    }
}
