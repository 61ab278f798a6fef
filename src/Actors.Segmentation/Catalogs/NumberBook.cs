namespace Actors.Segmentation.Catalogs;

/// <summary>Gives units and segments their stable numbers.</summary>
internal sealed class NumberBook(CatalogNumbers numbers)
{
    private readonly Dictionary<string, int> _units = new(numbers.Units, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _segments = new(numbers.Segments, StringComparer.Ordinal);

    /// <param name="key"><c>key</c> of an overlapping segment, <c>key/</c> of a segmentation.</param>
    public int Unit(string key) => Number(_units, key, numbers.NextUnit, numbers.Units.Count);

    public int Segment(string address) => Number(_segments, address, numbers.NextSegment, numbers.Segments.Count);

    public CatalogNumbers Close() => numbers with
    {
        Units = _units,
        Segments = _segments,
        NextUnit = numbers.NextUnit + _units.Count - numbers.Units.Count,
        NextSegment = numbers.NextSegment + _segments.Count - numbers.Segments.Count,
    };

    /// <summary>By number of segment, removed ones too: the number of its unit.</summary>
    public static int[] UnitOfSegment(CatalogNumbers numbers)
    {
        int[] units = new int[numbers.NextSegment];
        foreach ((string address, int segment) in numbers.Segments)
        {
            int slash = address.IndexOf('/', StringComparison.Ordinal);
            units[segment] = numbers.Units[slash < 0 ? address : address[..(slash + 1)]];
        }
        return units;
    }

    private static int Number(Dictionary<string, int> book, string key, int next, int before)
    {
        if (book.TryGetValue(key, out int number)) return number;
        number = next + book.Count - before;
        book.Add(key, number);
        return number;
    }
}
