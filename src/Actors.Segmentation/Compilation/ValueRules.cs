using System.Text.RegularExpressions;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary><c>has(x)</c></summary>
internal sealed class HasRule(Operand operand) : TimedRule
{
    public override int Weight => operand.IsTimeless ? 1 : 10;

    protected override bool Test(ref Scope scope, out long change)
    {
        operand.Read(ref scope, out Datum value, out change);
        return value.Kind != DatumKind.Missing;
    }
}

/// <summary>A bare trait or property: true only for JSON true.</summary>
internal sealed class IsTrueRule(Operand operand) : TimedRule
{
    public override int Weight => operand.IsTimeless ? 1 : 10;

    protected override bool Test(ref Scope scope, out long change)
    {
        operand.Read(ref scope, out Datum value, out change);
        return value.Kind == DatumKind.Boolean && value.Flag;
    }
}

/// <summary><c>contains</c>, <c>startsWith</c>, <c>endsWith</c>: well-formed UTF-8 is found bytewise as UTF-16 would be.</summary>
internal sealed class TextRule(Operand operand, TextOperator op, byte[] text) : TimedRule
{
    protected override bool Test(ref Scope scope, out long change)
    {
        operand.Read(ref scope, out Datum value, out change);
        if (value.Kind != DatumKind.Text) return false;
        return op switch
        {
            TextOperator.Contains => value.Bytes.IndexOf(text) >= 0,
            TextOperator.StartsWith => value.Bytes.StartsWith(text),
            _ => value.Bytes.EndsWith(text),
        };
    }
}

/// <summary><c>matches</c>: found anywhere, in linear time.</summary>
internal sealed class MatchesRule(Operand operand, Regex pattern) : TimedRule
{
    protected override bool Test(ref Scope scope, out long change)
    {
        operand.Read(ref scope, out Datum value, out change);
        return value.Kind == DatumKind.Text && pattern.IsMatch(scope.Work.Chars(value.Bytes));
    }
}

/// <summary><c>"x" in trait.list</c></summary>
internal sealed class ItemOfRule(Operand element, Operand list, Calendar calendar) : TimedRule
{
    protected override bool Test(ref Scope scope, out long change)
    {
        element.Read(ref scope, out Datum value, out change);
        list.Read(ref scope, out Datum items, out long other);
        change = Math.Min(change, other);
        if (items.Kind != DatumKind.List) return false;
        foreach (DocMember item in new DocValue(items.Bytes))
        {
            if (Comparing.Holds(value, ComparisonOperator.Equal, Datum.Of(item.Value), calendar)) return true;
        }
        return false;
    }
}

/// <summary><c>any products (…)</c>, <c>all products (…)</c>; both false when there is no element.</summary>
internal sealed class ElementsRule(Operand array, Rule condition, bool all) : Rule
{
    public override bool Holds(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        array.Read(ref scope, out Datum list, out _);
        if (list.Kind != DatumKind.List) return false;
        ReadOnlySpan<byte> outer = scope.Element;
        bool some = false, holds = all;
        foreach (DocMember item in new DocValue(list.Bytes))
        {
            some = true;
            scope.Element = Lifetimes.Escape(item.Value.Raw);
            if (condition.Holds(ref scope, out _) == all) continue;
            holds = !all;
            break;
        }
        scope.Element = outer;
        return some && holds;
    }
}
