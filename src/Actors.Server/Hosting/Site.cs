using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Actors.Server.Hosting;

/// <summary>The dashboard's files, laid beside the binaries by the build.</summary>
internal static class Site
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Serves them; an address that is neither a file nor the API's opens the dashboard, which routes it itself.</summary>
    public static void Map(WebApplication app)
    {
        if (!File.Exists(Path.Combine(s_folder, "index.html")))
        {
            app.MapGet("/", () => Results.Text("This build has no dashboard (it was built with SkipDashboard). The API answers under /api and /v1.\n"));
            return;
        }
        var files = new StaticFileOptions { FileProvider = new PhysicalFileProvider(s_folder), OnPrepareResponse = context => Cache(context.Context) };
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files.FileProvider });
        app.UseStaticFiles(files);
        // Only pages: a file that is not there, and anything of the API's, stays 404.
        app.MapFallbackToFile("{*path:nonfile}", "index.html", files).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
        foreach (string family in (string[])["api", "v1", "hubs", "openapi", "health", "metrics"])
        {
            app.MapFallback($"/{family}/{{*path}}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound));
        }
    }

    /// <summary>Files under <c>assets/</c> have their content's hash in their name: they never change.</summary>
    private static void Cache(HttpContext context) => context.Response.Headers[HeaderNames.CacheControl] =
        context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
