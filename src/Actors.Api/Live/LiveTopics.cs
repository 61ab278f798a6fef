using System.Collections.Concurrent;
using Actors.Segmentation.Catalogs;

namespace Actors.Api.Live;

/// <summary>Topics by name: <c>map:{segmentation}</c>, <c>segments</c>, <c>health</c>.</summary>
internal sealed class LiveTopics(LiveSources sources)
{
    private const string MapPrefix = "map:";
    private readonly ConcurrentDictionary<string, LiveTopic> _topics = new(StringComparer.Ordinal);

    public IEnumerable<LiveTopic> Watched => _topics.Values.Where(t => !t.Viewers.IsEmpty);

    public LiveTopic? Known(string name) => _topics.GetValueOrDefault(name);

    /// <summary>The topic, or null when there is none of that name. <c>map:</c> alone means the first segmentation.</summary>
    public LiveTopic? Find(string name) => name switch
    {
        "segments" => _topics.GetOrAdd(name, Create, (Func<Catalog, IReadOnlyList<Segment>>)All),
        "health" => _topics.GetOrAdd(name, Create, (Func<Catalog, IReadOnlyList<Segment>>)(static _ => [])),
        _ when name.StartsWith(MapPrefix, StringComparison.Ordinal) => Map(name[MapPrefix.Length..]),
        _ => null,
    };

    private LiveTopic? Map(string key)
    {
        IEnumerable<Unit> segmentations = sources.Catalogs.Current.Units.Where(u => u.IsSegmentation);
        Unit? unit = key.Length == 0 ? segmentations.FirstOrDefault() : segmentations.FirstOrDefault(u => u.Key == key);
        if (unit is null)
        {
            // Nothing is defined yet: an empty map that fills once something is.
            return key.Length == 0 ? _topics.GetOrAdd(MapPrefix, CreateMap) : null;
        }
        return _topics.GetOrAdd(MapPrefix + unit.Key, CreateMap);
    }

    private LiveTopic Create(string name, Func<Catalog, IReadOnlyList<Segment>> choose) => new(name, choose, sources);

    private LiveTopic CreateMap(string name)
    {
        string key = name[MapPrefix.Length..];
        return new LiveTopic(name, catalog => catalog.Units.FirstOrDefault(u => u.IsSegmentation && u.Key == key)?.Segments ?? [], sources)
        {
            HasFlows = true,
        };
    }

    private static IReadOnlyList<Segment> All(Catalog catalog) => [.. catalog.Units.SelectMany(u => u.Segments)];
}
