using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>A segment or a whole segmentation, with the conditions of its rules.</summary>
public sealed record DependencyUnit(UnitKey Key, IReadOnlyList<Condition> Conditions);

/// <summary>
/// The order in which units are decided, each after those it looks at, ties in the order of the catalog; or the path
/// of a cycle. Dependencies are between whole units: a rule of <c>lifecycle</c> that names <c>lifecycle/a</c> is a
/// cycle.
/// </summary>
public sealed class DependencyOrder
{
    private DependencyOrder(IReadOnlyList<UnitKey> order, IReadOnlyList<UnitKey> cycle) =>
        (Order, Cycle) = (order, cycle);

    /// <summary>All units, dependencies first; empty when there is a cycle.</summary>
    public IReadOnlyList<UnitKey> Order { get; }

    /// <summary>The path of a cycle, its first unit again at the end; empty when there is none.</summary>
    public IReadOnlyList<UnitKey> Cycle { get; }

    /// <summary>The cycle for people: <c>vip → lifecycle → vip</c>.</summary>
    public string CycleText => string.Join(" → ", Cycle);

    /// <summary>
    /// Orders the units of a catalog. References to units outside the list are left out: they are the catalog's to
    /// refuse.
    /// </summary>
    public static DependencyOrder Of(IReadOnlyList<DependencyUnit> units)
    {
        int[][] needs = [.. Needs(units)];
        var order = new List<UnitKey>(units.Count);
        int[] open = [.. needs.Select(list => list.Length)];
        List<int>[] neededBy = [.. units.Select(_ => new List<int>())];
        for (int unit = 0; unit < needs.Length; unit++)
        {
            foreach (int need in needs[unit]) neededBy[need].Add(unit);
        }

        var ready = new SortedSet<int>(Enumerable.Range(0, units.Count).Where(unit => open[unit] == 0));
        while (ready.Count > 0)
        {
            int next = ready.Min;
            ready.Remove(next);
            order.Add(units[next].Key);
            foreach (int user in neededBy[next])
            {
                if (--open[user] == 0) ready.Add(user);
            }
        }

        return order.Count == units.Count
            ? new DependencyOrder(order, [])
            : new DependencyOrder([], [.. FindCycle(needs, open).Select(unit => units[unit].Key)]);
    }

    private static IEnumerable<int[]> Needs(IReadOnlyList<DependencyUnit> units)
    {
        var indexes = new Dictionary<UnitKey, int>();
        for (int i = 0; i < units.Count; i++) indexes.TryAdd(units[i].Key, i);
        return units.Select(unit => unit.Conditions
            .SelectMany(condition => Dependencies.Of(condition).Segments)
            .Select(segment => indexes.GetValueOrDefault(segment.Unit, -1))
            .Where(index => index >= 0)
            .Distinct()
            .ToArray());
    }

    /// <summary>
    /// Every unit left open needs one left open, so going from need to need must come back to a unit already passed.
    /// </summary>
    private static List<int> FindCycle(int[][] needs, int[] open)
    {
        var path = new List<int>();
        int unit = Array.FindIndex(open, count => count > 0);
        while (!path.Contains(unit))
        {
            path.Add(unit);
            unit = Array.Find(needs[unit], need => open[need] > 0);
        }

        path.Add(unit);
        return path[path.IndexOf(unit)..];
    }
}
