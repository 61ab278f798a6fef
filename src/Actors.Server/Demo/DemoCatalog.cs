namespace Actors.Server.Demo;

/// <summary>The simulated shop's catalog, as YAML inside the program.</summary>
internal static class DemoCatalog
{
    public static string Text
    {
        get
        {
            using Stream stream = typeof(DemoCatalog).Assembly.GetManifestResourceStream("demo.catalog.yaml")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
