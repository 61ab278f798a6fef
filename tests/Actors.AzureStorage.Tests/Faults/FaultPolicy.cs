using Azure.Core;
using Azure.Core.Pipeline;

namespace Actors.AzureStorage.Tests.Faults;

/// <summary>What goes wrong with one attempt of a request.</summary>
public enum Fault
{
    None,

    /// <summary>The service says that it is busy, and does nothing: 503.</summary>
    Busy,

    /// <summary>The connection breaks before the service hears of it.</summary>
    NotSent,

    /// <summary>The service does it, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>The service does it, and answers that it took too long: 500, the outcome is unknown.</summary>
    TimedOut,
}

/// <summary>Stands right before the transport and makes attempts fail, each as <see cref="Decide"/> says.</summary>
public sealed class FaultPolicy : HttpPipelinePolicy
{
    private int _attempts;

    /// <summary>Which fault an attempt meets. Any thread.</summary>
    public Func<Request, Fault> Decide { get; set; } = _ => Fault.None;

    /// <summary>Runs between what an attempt did and what its sender is told.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    /// <summary>Attempts that met a fault.</summary>
    public int Met => _attempts;

    public static bool IsAppend(Request request) => request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal);

    /// <summary>The next attempts that append meet these.</summary>
    public void NextAppends(params Fault[] faults)
    {
        var next = new Queue<Fault>(faults);
        Decide = request =>
        {
            lock (next) return IsAppend(request) && next.TryDequeue(out var fault) ? fault : Fault.None;
        };
    }

    /// <summary>From now on a share of all attempts meets some fault.</summary>
    public void Sometimes(int seed, double share)
    {
        var dice = new Random(seed);
        Decide = _ =>
        {
            lock (dice) return dice.NextDouble() < share ? (Fault)dice.Next(1, 5) : Fault.None;
        };
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = Decide(message.Request);
        if (fault is Fault.None)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        Interlocked.Increment(ref _attempts);
        if (fault is Fault.AnswerLost or Fault.TimedOut) await ProcessNextAsync(message, pipeline);
        await BeforeAnswer();
        message.Response = fault switch
        {
            Fault.Busy => new FaultResponse(503, "ServerBusy"),
            Fault.TimedOut => new FaultResponse(500, "OperationTimedOut"),
            _ => throw new IOException("The connection was reset."),
        };
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store sends asynchronously only.");
}
