using System.Text.Json.Serialization;
using Actors.Api.Json;

namespace Actors.Api.Access;

/// <summary>What the holder of a key may do. Stored by name.</summary>
[JsonConverter(typeof(CamelCaseEnum<Role>))]
public enum Role
{
    /// <summary>A write key: sends events, and nothing else.</summary>
    Write,

    /// <summary>Reads aggregates: segments, statistics, flows.</summary>
    Viewer,

    /// <summary>Reads customers and changes too.</summary>
    Analyst,

    /// <summary>Defines segments too.</summary>
    Editor,

    /// <summary>A campaign engine: aggregates and the feed of changes.</summary>
    Campaign,

    /// <summary>Everything, keys too.</summary>
    Admin,
}
