using Actors.Segmentation.Catalogs;

namespace Actors.Api.Templates;

/// <summary>A text in the languages of the dashboard.</summary>
internal sealed record Words(string En, string Fr)
{
    public string In(string language) => language == "fr" ? Fr : En;
}

/// <summary>One segment of a template's segmentation; without a rule it is <c>otherwise</c>.</summary>
internal sealed record TemplateCase(string Key, Words Name, string? When);

/// <summary>A ready-made segment, or segmentation.</summary>
/// <param name="Events">Names of the events that must be sent for it to say anything.</param>
/// <param name="When">The rule of a segment; null for a segmentation.</param>
/// <param name="Segments">The segments of a segmentation; null for a segment.</param>
/// <param name="Unavailable">Why it cannot be used yet; null: it can.</param>
internal sealed record Template(
    string Key, Words Name, Words Description, string[] Events, string? When, TemplateCase[]? Segments, string? Unavailable = null)
{
    /// <summary>As an overlapping segment, under a key and in a language.</summary>
    public SegmentDefinition Segment(string key, string language) => new(
        key, Name.In(language), When!, Description.In(language), Map: new MapHint(NameFr: Name.Fr, NameEn: Name.En));

    /// <summary>As a segmentation, under a key and in a language.</summary>
    public SegmentationDefinition Segmentation(string key, string language) => new(
        key,
        Name.In(language),
        [.. Segments!.Select(s => new CaseDefinition(
            s.Key, s.Name.In(language), s.When, s.When is null, Map: new MapHint(null, null, s.Name.Fr, s.Name.En)))],
        Description.In(language),
        new MapHint(NameFr: Name.Fr, NameEn: Name.En));
}
