using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Actors.Api.Dashboards;

/// <summary>Serves the built dashboard from the <c>wwwroot</c> folder beside the binaries.</summary>
public static class DashboardFiles
{
    /// <summary>Paths that are never a page: an unknown one of them is a plain 404.</summary>
    private static readonly PathString[] NotPages = ["/api", "/v1", "/hubs", "/health", "/openapi", "/metrics", "/assets"];

    // Connections to the own origin only; the inline styles are the map's places of its labels.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Adds the files, and index.html for every page address, so that a reload finds its page again. Needs no sign-in: the
    /// files hold no data. Call first, before what guards the interface. Without built files nothing is added.
    /// </summary>
    public static WebApplication UseDashboard(this WebApplication app)
    {
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(root, "index.html")))
        {
            return app;
        }
        var files = new PhysicalFileProvider(root);
        app.Use(static (context, next) =>
        {
            if (IsPage(context.Request))
            {
                context.Request.Path = "/index.html";
            }
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetHeaders });
        return app;
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        // A customer's id may hold a dot; files of the dashboard lie at the root or under /assets.
        && (request.Path.Value!.LastIndexOf('/') > 0 || !Path.HasExtension(request.Path.Value));

    private static void SetHeaders(StaticFileResponseContext response)
    {
        IHeaderDictionary headers = response.Context.Response.Headers;
        // Names under /assets change with their content.
        bool named = response.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        headers.CacheControl = named ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Policy;
    }
}
