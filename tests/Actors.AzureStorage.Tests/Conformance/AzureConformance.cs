using Actors.EventLog.Tests.Conformance;

namespace Actors.AzureStorage.Tests.Conformance;

public sealed class AzureLogTests() : LogConformance(new AzureSubject());

public sealed class AzureDocumentTests() : DocumentConformance(new AzureSubject());

public sealed class AzureStateTests() : StateConformance(new AzureSubject());

public sealed class AzureFingerprintTests() : FingerprintConformance(new AzureSubject());

public sealed class SharedLogTests() : LogConformance(new SharedSubject());

public sealed class SharedDocumentTests() : DocumentConformance(new SharedSubject());

public sealed class SharedStateTests() : StateConformance(new SharedSubject());

public sealed class SharedFingerprintTests() : FingerprintConformance(new SharedSubject());
