namespace Actors.Api.Live;

/// <summary>Bounds of the hub. Times are of real time.</summary>
internal static class LiveLimits
{
    /// <summary>Version of the messages' shapes; a client of another is told to reload.</summary>
    public const int Schema = 1;

    public const int HzMax = 10;

    public const int TopicsPerConnectionMax = 16;

    /// <summary>Pairs in a frame; those that do not fit come in a later one, all of them in a full one.</summary>
    public const int FlowsPerFrameMax = 64;

    /// <summary>A frame goes out at least this often, so that silence means trouble.</summary>
    public const long HeartbeatMs = 1_000;

    /// <summary>A frame with everything heals what a viewer missed.</summary>
    public const long FullFrameEveryMs = 10_000;

    /// <summary>A viewer that has not acknowledged for this long gets fewer frames.</summary>
    public const long StepDownAfterMs = 2_000;

    /// <summary>… and none at all after this long.</summary>
    public const long DropAfterMs = 15_000;

    /// <summary>The rates, fastest first; 0 (paused) aside.</summary>
    public static readonly int[] Rates = [10, 5, 2, 1];

    /// <summary>The next slower rate, or the same.</summary>
    public static int Slower(int hz) => Rates.FirstOrDefault(rate => rate < hz, Rates[^1]);

    /// <summary>The rate that is served for a wish: the fastest not above it.</summary>
    public static int Served(int hz) => hz <= 0 ? 0 : Rates.First(rate => rate <= hz);
}
