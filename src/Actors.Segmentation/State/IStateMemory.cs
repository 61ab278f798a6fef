namespace Actors.Segmentation.State;

/// <summary>Where one customer's state lives: a flat block of 64-bit words, owned by whoever runs the customer.</summary>
/// <remarks>Empty before the first record. A span is valid until the next <see cref="Resize"/>.</remarks>
public interface IStateMemory
{
    /// <summary>The whole block.</summary>
    Span<long> Words { get; }

    /// <summary>The whole block, to be written.</summary>
    Span<long> Edit() => Words;

    /// <summary>Makes the block <paramref name="words"/> long, keeping its beginning; new words are zero.</summary>
    Span<long> Resize(int words);
}
