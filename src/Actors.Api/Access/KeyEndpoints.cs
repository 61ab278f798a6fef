using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Access;

/// <summary><c>/api/keys</c>: write keys and API tokens.</summary>
internal static class KeyEndpoints
{
    private const int NameMax = 64;

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder keys = app.MapGroup("/api/keys").RequireAuthorization(Policies.Admin).WithTags("Access");
        keys.MapGet("", List).WithSummary("All keys, without their secrets").Produces<KeyList>();
        keys.MapPost("", Make).WithSummary("Makes a key; its secret is told only now")
            .Accepts<KeyBody>("application/json").WithExample(Examples.Key).Produces<KeyMade>(201);
        keys.MapDelete("{id}", Revoke).WithSummary("Revokes a key at once").Produces(204).ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static IResult List(KeyRing keys) =>
        TypedResults.Json(new KeyList([.. keys.List().Select(KeyView.Of)], null), ApiJson.Default.KeyList);

    private static async Task<IResult> Make(HttpContext context, KeyRing keys)
    {
        KeyBody body = await JsonBody.Read(context, ApiJson.Default.KeyBody);
        if (body.Name is not { Length: > 0 and <= NameMax } name || name.Any(char.IsControl))
        {
            throw JsonBody.Malformed("/name", $"a name of 1 to {NameMax} characters is expected");
        }
        if (body.Role is not { } role || !Enum.IsDefined(role))
        {
            throw JsonBody.Malformed("/role", "write, viewer, analyst, editor, campaign or admin is expected");
        }
        (AccessKey key, string secret) = await keys.Make(name, role, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = "/api/keys/" + key.Id;
        return TypedResults.Json(
            new KeyMade(key.Id, key.Name, key.Role, secret), ApiJson.Default.KeyMade, statusCode: 201);
    }

    private static async Task<IResult> Revoke(string id, HttpContext context, KeyRing keys) =>
        await keys.Revoke(id, context.RequestAborted) switch
        {
            Revocation.Done => TypedResults.NoContent(),
            Revocation.Unknown => Problem.Of(404, "There is no key with this id."),
            Revocation.Configured =>
                Problem.Of(409, "This key is given by the server's configuration; remove it there."),
            _ => Problem.Of(409, "This is the last admin token; make another one first."),
        };
}

/// <summary>A key to make.</summary>
internal sealed record KeyBody(string? Name, Role? Role);

/// <summary>A key just made.</summary>
/// <param name="Secret">Told once; only its hash is kept.</param>
internal sealed record KeyMade(string Id, string Name, Role Role, string Secret);

/// <summary>A key.</summary>
/// <param name="CreatedAt">Null for a key given by configuration.</param>
internal sealed record KeyView(string Id, string Name, Role Role, Instant? CreatedAt, bool Configured)
{
    public static KeyView Of(AccessKey key) =>
        new(key.Id, key.Name, key.Role, key.Configured ? null : new Instant(key.CreatedAtMs), key.Configured);
}

/// <summary>All keys.</summary>
internal sealed record KeyList(IReadOnlyList<KeyView> Items, string? Next);
