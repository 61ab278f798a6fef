using Xunit.Abstractions;

namespace Actors.Server.Tests.Processes;

/// <summary>A server that dies without warning, over a data folder.</summary>
public sealed class KilledServerTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("actors-kill-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public Task A_killed_server_loses_nothing_acknowledged_and_counts_nothing_twice() =>
        new KillScenario(_data, output).Run(60, 100, 140);

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_and_says_why()
    {
        await using ServerProcess first = await ServerProcess.Serve(_data);
        (int code, string said) = await ServerProcess.Run("serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--data", _data);
        code.ShouldBe(5);
        said.ShouldContain(_data);
    }
}
