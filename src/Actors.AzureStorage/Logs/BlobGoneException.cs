using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// A blob that the chain names is not there: it was rewritten or trimmed meanwhile, by this store or another. The chain
/// is read again, and the position looked for in what stands there then.
/// </summary>
internal sealed class BlobGoneException(string name) : StorageException($"Blob '{name}' is gone.");
