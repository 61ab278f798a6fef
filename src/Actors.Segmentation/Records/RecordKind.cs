namespace Actors.Segmentation.Records;

/// <summary>What a record of a partition's input log says. The numbers are on disk: never change one.</summary>
public enum RecordKind : byte
{
    /// <summary><c>track</c>, <c>page</c> or <c>screen</c>: something the customer did.</summary>
    Event = 1,

    /// <summary><c>identify</c>: traits of the customer.</summary>
    Identify = 2,

    /// <summary><c>group</c>: the customer belongs to an account; also the account's traits.</summary>
    Group = 3,

    /// <summary><c>alias</c>: another id of the same customer.</summary>
    Alias = 4,

    /// <summary>A contact by a campaign was granted or reported.</summary>
    Contact = 5,

    /// <summary>Time has passed: all that falls due up to <see cref="Record.ReceivedAtMs"/> fires. Addresses no customer.</summary>
    Advance = 16,

    /// <summary>A catalog version takes effect on this partition. Addresses no customer.</summary>
    Activate = 17,

    /// <summary>A new owner took the partition with a higher epoch. Addresses no customer.</summary>
    Owner = 18,

    /// <summary>A message from another partition's log (identity, accounts).</summary>
    Peer = 19,

    /// <summary>Part of a claimed id's history, moved to its claimer.</summary>
    Absorb = 20,

    /// <summary>The customer is erased.</summary>
    Erase = 21,

    /// <summary>A definition that threw is frozen.</summary>
    Faulted = 22,

    /// <summary>A slice of a partition's customers switch to the catalog version that its last activation named. Addresses no customer.</summary>
    Switch = 23,
}
