namespace Actors.Segmentation.Language.Tree;

/// <summary>
/// <c>any products (condition)</c>: some element of the array holds; false when it is empty, missing or no array.
/// Inside, bare names are the element's: <see cref="ElementProperty"/>.
/// </summary>
/// <param name="Array">A <see cref="Property"/>, a <see cref="ContextProperty"/> or, when nested, an
/// <see cref="ElementProperty"/>.</param>
/// <param name="Condition">The condition on one element.</param>
public sealed record AnyElement(Value Array, Condition Condition) : Condition;

/// <summary><c>all products (condition)</c>: every element holds; false when the array is empty or missing.</summary>
public sealed record AllElements(Value Array, Condition Condition) : Condition;
