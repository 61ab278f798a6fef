using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Actors.AzureStorage.Tests.Faults;

/// <summary>An answer of the service's front, with nothing but a status and a code.</summary>
internal sealed class FaultResponse(int status, string code) : Response
{
    public override int Status => status;

    // The transport sets it of its own answers; what is no error is not tried again.
    public override bool IsError => true;

    public override string ReasonPhrase => code;

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => name == "x-ms-error-code";

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [new HttpHeader("x-ms-error-code", code)];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? code : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? [code] : null;
        return values is not null;
    }
}
