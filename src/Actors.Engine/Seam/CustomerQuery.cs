namespace Actors.Engine.Seam;

/// <summary>What to tell of a customer.</summary>
/// <param name="NowMs">The instant to answer for, not before what was applied.</param>
/// <param name="Catalog">Version of the catalog.</param>
/// <param name="LookAhead">Whether to work out when each membership will end.</param>
/// <param name="Details">Whether to tell traits and features.</param>
/// <param name="Explain">Number of a segment: why the customer is in it, or is not; −1: of none.</param>
/// <param name="Past">The instant is a past one: the customer as it stood then.</param>
/// <param name="Trial">A rule to try; nothing else is told then.</param>
/// <param name="Only">Of a customer who is elsewhere, tell no more than that there is no such customer.</param>
public readonly record struct CustomerQuery(long NowMs, int Catalog, bool LookAhead = true, bool Details = true, int Explain = -1,
    Trial? Trial = null, bool Past = false, Whereabouts? Only = null);

/// <summary>A past instant was asked for of a customer with more records up to then than one read may replay.</summary>
public sealed class PastTooLongException(string message) : Exception(message);
