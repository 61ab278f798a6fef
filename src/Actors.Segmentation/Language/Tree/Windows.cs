namespace Actors.Segmentation.Language.Tree;

/// <summary>The span of event time that an aggregate looks at. Both edges move members by the clock.</summary>
public abstract record Window : Node
{
    private protected Window()
    {
    }

    /// <summary>No window is written: all of the retention.</summary>
    public static readonly Window Ever = new EverWindow();
}

/// <summary>No window is written. See <see cref="Window.Ever"/>.</summary>
public sealed record EverWindow : Window;

/// <summary><c>in 30d</c> = (now − far, now]; <c>in 6mo..4mo</c> = (now − far, now − near].</summary>
/// <param name="Far">The older edge, excluded.</param>
/// <param name="Near">The newer edge, included; null is now.</param>
public sealed record RelativeWindow(DurationLiteral Far, DurationLiteral? Near) : Window;

/// <summary><c>since 2026-01-01</c>: from the start of that day, or from that instant, included.</summary>
public sealed record SinceWindow(MomentLiteral From) : Window;

/// <summary><c>between 2026-11-20 and 2026-12-01</c>: both ends included, a date as its whole local day.</summary>
public sealed record BetweenWindow(MomentLiteral From, MomentLiteral To) : Window;
