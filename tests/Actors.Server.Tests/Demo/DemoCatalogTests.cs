using Actors.Hosting.Running;
using Actors.Segmentation.Catalogs;
using Actors.Server.Demo;

namespace Actors.Server.Tests.Demo;

public class DemoCatalogTests
{
    private static readonly string[] s_lanes = ["acquisition", "activation", "loyalty", "at-risk", "lost"];

    [Fact]
    public void It_compiles_without_a_warning() => CatalogFile.Parse("demo", DemoCatalog.Text).Warnings.ShouldBeEmpty();

    [Fact]
    public void Every_segment_of_a_segmentation_has_a_lane_a_height_and_a_name_in_both_languages()
    {
        CatalogDefinition catalog = CatalogFile.Parse("demo", DemoCatalog.Text).Definition;
        catalog.Segmentations.ShouldAllBe(segmentation => segmentation.Map != null && segmentation.Map.NameEn != null);
        foreach (CaseDefinition segment in catalog.Segmentations.SelectMany(segmentation => segmentation.Segments))
        {
            segment.Name.ShouldNotBeNull();
            MapHint map = segment.Map.ShouldNotBeNull(segment.Key);
            s_lanes.ShouldContain(map.Lane);
            map.Value.ShouldNotBeNull().ShouldBeInRange(0, 1);
            map.NameEn.ShouldNotBeNullOrEmpty();
        }
    }
}
