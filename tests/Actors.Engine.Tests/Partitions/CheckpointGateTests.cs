using Actors.Engine.Partitions;

namespace Actors.Engine.Tests.Partitions;

public sealed class CheckpointGateTests
{
    [Fact]
    public void Nobody_saves_while_one_recovers_and_then_one_at_a_time()
    {
        var gate = new CheckpointGate(recovering: 2);
        gate.TryEnter().ShouldBeFalse();
        gate.Recovered();
        gate.TryEnter().ShouldBeFalse();
        gate.Recovered();
        gate.TryEnter().ShouldBeTrue();
        gate.TryEnter().ShouldBeFalse();
        gate.Leave();
        gate.TryEnter().ShouldBeTrue();
    }
}
