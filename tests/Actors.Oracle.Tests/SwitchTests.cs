using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Segmentation.Catalogs;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>New definitions take effect as if their features had always been kept.</summary>
public sealed class SwitchTests
{
    [Fact]
    public void A_new_catalog_goes_on_from_all_retained_history() =>
        Every.Case(800, RandomCase.WithSwitch, subject =>
        {
            IReadOnlyList<Move> expected = OracleRun.Of(subject);
            Catalog first = EngineRun.Compile(subject.Catalog, null, 1);
            var run = new EngineRun(first);
            Catalog next = EngineRun.Compile(subject.Later!, first, 2);
            foreach (Line line in subject.Lines.Take(subject.SwitchAfter)) run.Apply(line.ToRecord());
            run.Switch(
                next,
                subject.Lines.Take(subject.SwitchAfter).Select(line => line.ToRecord()),
                subject.SwitchPosition,
                subject.SwitchAtMs);
            foreach (Line line in subject.Lines.Skip(subject.SwitchAfter)) run.Apply(line.ToRecord());
            run.Advance(EngineRun.EndPosition(subject), subject.EndMs);
            return Differences.Between(expected, run.Moves());
        });
}
