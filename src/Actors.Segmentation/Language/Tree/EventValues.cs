namespace Actors.Segmentation.Language.Tree;

/// <summary>A property of the event: a bare name or <c>properties.name</c>, nested by dots.</summary>
public sealed record Property(TreeList<string> Path) : Value;

/// <summary>A property of the element that the innermost <c>any</c> or <c>all</c> looks at: a bare name inside
/// it.</summary>
public sealed record ElementProperty(TreeList<string> Path) : Value;

/// <summary><c>context.device.type</c>: of the event's context, everywhere.</summary>
public sealed record ContextProperty(TreeList<string> Path) : Value;

/// <summary><c>timestamp</c>: the event's own instant.</summary>
public sealed record EventTimestamp : Value;
