namespace Actors.Segmentation.Compilation;

/// <summary>Where a condition or value stands: on a customer, or within a <c>where</c>.</summary>
/// <param name="IsCustomer">Outside every <c>where</c>.</param>
/// <param name="Path">Within an aggregate of values: the path that makes its rows; empty otherwise.</param>
internal readonly record struct RowContext(bool IsCustomer, IReadOnlyList<string> Path)
{
    public static RowContext Customer { get; } = new(true, []);

    public static RowContext Event { get; } = new(false, []);

    public int Shared(IReadOnlyList<string> path)
    {
        int shared = 0;
        while (shared < path.Count && shared < Path.Count && string.Equals(path[shared], Path[shared], StringComparison.Ordinal)) shared++;
        return shared;
    }
}
