namespace Actors.Server.Demo;

internal enum Act : byte
{
    Arrival,
    Arrive,
    Visit,
    Search,
    View,
    Add,
    Checkout,
    Order,
    Refund,
    Newsletter,
    Reminder,
    WinBack,
    Open,
    Click,
    Unsubscribe,
    ComeBack,
    Fade,
    Retire,
}

/// <summary>Something a shopper (or the shop, where there is none) will do.</summary>
/// <param name="Life">The shopper's life it was planned in; it lapses with it.</param>
/// <param name="A">What it is about: a product, an order's number, a campaign.</param>
/// <param name="B">An amount in cents.</param>
internal readonly record struct Plan(Act Act, Shopper? Who, int Life = 0, int A = 0, int B = 0);

/// <summary>All plans, in the order of their time; of equal times, in the order they were made.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Plan, (long AtMs, long Made)> _plans = new();
    private long _made;

    public void Add(long atMs, Plan plan) => _plans.Enqueue(plan, (atMs, _made++));

    public (long AtMs, Plan Plan) Next()
    {
        _plans.TryDequeue(out Plan plan, out (long AtMs, long Made) when);
        return (when.AtMs, plan);
    }
}
