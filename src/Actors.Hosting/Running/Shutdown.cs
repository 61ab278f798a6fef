using System.Runtime.InteropServices;

namespace Actors.Hosting.Running;

/// <summary>
/// Ctrl-C and SIGTERM, once for the whole process: the first asks for a clean stop, a second Ctrl-C ends at once.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Shutdown() =>
        _signals = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];

    public CancellationToken Token => _source.Token;

    /// <summary>Completes when a stop is asked for.</summary>
    public async Task Asked()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = Token.Register(asked.SetResult);
        await asked.Task;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
        _source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !_source.IsCancellationRequested || signal != PosixSignal.SIGINT;
        _source.Cancel();
    });
}
