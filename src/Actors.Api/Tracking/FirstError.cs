namespace Actors.Api.Tracking;

/// <summary>What is wrong with an item: the first thing found, by its place within the item.</summary>
internal sealed class FirstError
{
    public bool IsSet => Field is not null;

    /// <summary>JSON pointer within the item; empty: the item as a whole. Null: nothing is wrong.</summary>
    public string? Field { get; private set; }

    public string Detail { get; private set; } = "";

    public void Clear() => Field = null;

    public void Set(string field, string detail)
    {
        if (Field is null)
        {
            (Field, Detail) = (field, detail);
        }
    }
}
