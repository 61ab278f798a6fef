namespace Actors.Oracle.Tests.Generation;

/// <summary>Forms in which the engine is known to differ from the specification: out of the cases until it is put right.</summary>
internal static class Excluded
{
    /// <summary>The members' spend leaves cancelled and updated orders as they were.</summary>
    public static IReadOnlySet<string> EventsOfSpend { get; } = new HashSet<string> { "Order Updated", "Order Cancelled" };
}
