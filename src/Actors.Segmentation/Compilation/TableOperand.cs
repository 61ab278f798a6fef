using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary><c>table.weather(trait.region).state</c>: missing where there is no such table, row or field.</summary>
internal sealed class TableOperand(string table, Operand key, byte[][] path) : Operand
{
    public string Table => table;

    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        value = default;
        key.Read(ref scope, out Datum of, out change);
        if (of.Kind != DatumKind.Text) return;
        value = Paths.Read(new DocValue(scope.Work.Tables.Row(table, of.Bytes)), path, isAmount: false);
    }

    /// <summary>Whether the row that it looks at for this state is another in the other tables.</summary>
    public bool Differs(ref Scope scope, Catalogs.TableSet other)
    {
        key.Read(ref scope, out Datum of, out _);
        return of.Kind == DatumKind.Text
            && !scope.Work.Tables.Row(table, of.Bytes).SequenceEqual(other.Row(table, of.Bytes));
    }
}
