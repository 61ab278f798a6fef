using Actors.Api.Live;
using Actors.Segmentation.Catalogs;

namespace Actors.Api.Tests.Live;

public sealed class MapLanesTests
{
    private static Segment Named(int id, string? lane = null, double? value = null, string? french = null) =>
        new(id, 1, $"s{id}", $"life/s{id}", $"S{id}", null, null, new MapHint(lane, value, french));

    [Fact]
    public void Stages_come_in_the_order_of_the_life_cycle()
    {
        MapLanes.Of([Named(1, "lost"), Named(2, "acquisition"), Named(3, "lost")]).ShouldBe(["acquisition", "lost"]);
    }

    [Fact]
    public void Segments_without_a_stage_share_one_lane()
    {
        Segment[] segments = [Named(1), Named(2)];
        List<string> lanes = MapLanes.Of(segments);
        lanes.ShouldBe([MapLanes.Single]);
        MapLanes.Entries(segments, lanes, [1, 2], "en", s => s.Key).Select(e => e.X).ShouldBe([0.25, 0.75]);
    }

    [Fact]
    public void Height_is_the_hint_or_the_rank_by_mean_spend()
    {
        Segment[] segments = [Named(1, "lost"), Named(2, "lost"), Named(3, "lost", value: 0.9)];
        MapLanes.Entries(segments, MapLanes.Of(segments), [30, 10, 20], "en", s => s.Key).Select(e => e.Y).ShouldBe([1, 0, 0.9]);
    }

    [Fact]
    public void Names_come_in_the_viewers_language_where_the_definition_has_one()
    {
        MapLanes.Name(Named(1, french: "Perdus"), "fr").ShouldBe("Perdus");
        MapLanes.Name(Named(1, french: "Perdus"), "en").ShouldBe("S1");
        var life = new SegmentationDefinition("life", "Cycle de vie", [], Map: new MapHint(NameEn: "Life cycle"));
        (MapLanes.Name(life, "fr"), MapLanes.Name(life, "en")).ShouldBe(("Cycle de vie", "Life cycle"));
    }
}
