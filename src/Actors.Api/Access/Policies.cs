using Microsoft.AspNetCore.Authorization;

namespace Actors.Api.Access;

/// <summary>Names of the authorisation policies, for endpoints and hubs.</summary>
public static class Policies
{
    /// <summary>Aggregates: every token, not write keys.</summary>
    public const string Viewer = "viewer";

    /// <summary>Single customers.</summary>
    public const string Analyst = "analyst";

    /// <summary>Changing definitions.</summary>
    public const string Editor = "editor";

    /// <summary>The feed of changes: campaign engines, and whoever may see customers.</summary>
    public const string Feed = "feed";

    /// <summary>Telling of contacts: campaign engines, and whoever defines segments.</summary>
    public const string Campaign = "campaign";

    /// <summary>Keys, virtual time.</summary>
    public const string Admin = "admin";

    internal static void Add(AuthorizationBuilder builder) => builder
        .AddPolicy(Viewer, Allow(Role.Viewer, Role.Analyst, Role.Editor, Role.Campaign, Role.Admin))
        .AddPolicy(Analyst, Allow(Role.Analyst, Role.Editor, Role.Admin))
        .AddPolicy(Editor, Allow(Role.Editor, Role.Admin))
        .AddPolicy(Feed, Allow(Role.Campaign, Role.Analyst, Role.Editor, Role.Admin))
        .AddPolicy(Campaign, Allow(Role.Campaign, Role.Editor, Role.Admin))
        .AddPolicy(Admin, Allow(Role.Admin));

    private static Action<AuthorizationPolicyBuilder> Allow(params Role[] roles) => policy => policy
        .AddAuthenticationSchemes(TokenAuthentication.Scheme)
        .RequireRole(roles.Select(r => r.ToString()));
}
