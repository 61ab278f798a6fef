using Actors.Oracle.Deciding;
using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;

namespace Actors.Oracle.Tests.Running;

/// <summary>What the oracle says of a case.</summary>
internal static class OracleRun
{
    public static IReadOnlyList<Move> Of(Case subject)
    {
        var customer = new OracleCustomer(new OracleCatalog(subject.Catalog, version: 1));
        for (int i = 0; i <= subject.Lines.Count; i++)
        {
            if (subject.Later is not null && i == subject.SwitchAfter)
                customer.Activate(new OracleCatalog(subject.Later, version: 2), subject.SwitchAtMs, subject.SwitchPosition);
            if (i < subject.Lines.Count) customer.Apply(subject.Lines[i].ToEntry());
        }
        customer.Advance(subject.EndMs, EngineRun.EndPosition(subject));
        return customer.Memberships.Moves;
    }
}
