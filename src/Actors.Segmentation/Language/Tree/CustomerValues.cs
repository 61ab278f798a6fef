namespace Actors.Segmentation.Language.Tree;

/// <summary><c>trait.address.city</c>; <c>consent.email</c> is the trait with path consent, email.</summary>
/// <param name="Path">Names from the top-level key down; at least one.</param>
public sealed record Trait(TreeList<string> Path) : Value;

/// <summary><c>account.plan</c>: a trait of the account to which the customer belongs.</summary>
public sealed record AccountTrait(TreeList<string> Path) : Value;

/// <summary><c>age(trait.birth_date)</c>: whole years; changes at local midnight of the birthday.</summary>
public sealed record Age(Value BirthDate) : Value;

/// <summary><c>now</c>: the instant of the decision. Stands in <c>month</c>, <c>weekday</c> and <c>hour</c> only: by itself it would change at
/// every millisecond.</summary>
public sealed record Now : Value;

/// <summary><c>since(instant)</c>: the time passed. Compared with a duration literal only.</summary>
public sealed record Since(Value Instant) : Value;

/// <summary><c>spend(in 90d)</c>: orders minus refunds.</summary>
public sealed record Spend(Window Window) : Value;

/// <summary><c>contacts("email" in 7d)</c>: how many contacts there were.</summary>
/// <param name="Channel">The channel; null counts all of them.</param>
/// <param name="Window">Over which time.</param>
public sealed record Contacts(string? Channel, Window Window) : Value;

/// <summary><c>table.weather(trait.region).state</c>: a field of the row with that key, in a table set from
/// outside.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Key">The key, a text.</param>
/// <param name="Path">Names within the row; at least one.</param>
public sealed record TableField(string Table, Value Key, TreeList<string> Path) : Value;
