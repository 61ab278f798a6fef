using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Actors.AzureStorage.Tests.Ownership;

/// <summary>
/// An identity's token in the place of the account's key, over TLS. The emulator reads a token's claims as the service
/// does, and does not ask who signed it.
/// </summary>
public sealed class IdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate;

    public IdentityTests()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(_folder.File("certificate.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_store_opens_by_an_identitys_token()
    {
        var service = await AzuriteProcess.Start(
            "--oauth", "basic", "--cert", _folder.File("certificate.pem"), "--key", _folder.File("key.pem"));
        service.Scheme.ShouldBe("https");
        var address = $"{service}{AzuriteProcess.Account}/actors";
        using var transport = Transport();

        await using (var store = await AzureEventStore.Open(address, new FolderCreation(2), With("https://storage.azure.com", transport)))
            await store.Input(1).Add(Blocks.Of(1, 5));
        await using var again = await AzureEventStore.Open(address, null, With("https://storage.azure.com", transport));
        again.Input(1).Tail.ShouldBe(5);

        var refused = await Should.ThrowAsync<StorageException>(
            () => AzureEventStore.Open(address, null, With("https://vault.azure.net", transport)));
        refused.Message.ShouldContain("AuthenticationFailed");
    }

    [Fact]
    public async Task A_token_is_never_sent_in_the_clear()
    {
        var address = await AzuriteProcess.NewContainer();
        var options = new AzureStoreOptions { Credential = AzureCredential.OfToken(new Identity("https://storage.azure.com")) };
        (await Should.ThrowAsync<StorageException>(() => AzureEventStore.Open(address, new FolderCreation(1), options)))
            .Message.ShouldContain("https addresses only");
    }

    private static AzureStoreOptions With(string audience, HttpPipelineTransport transport) => new()
    {
        Credential = AzureCredential.OfToken(new Identity(audience)),
        Transport = transport,
        LeasePatience = TimeSpan.Zero,
    };

    private HttpClientTransport Transport() => new(new HttpClient(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == _certificate.Thumbprint },
    }));

    // What an identity of Entra ID would give for this audience.
    private sealed class Identity(string audience) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ShouldBe(["https://storage.azure.com/.default"]);
            var now = DateTimeOffset.UtcNow;
            var (from, to) = (now.AddMinutes(-5).ToUnixTimeSeconds(), now.AddHours(1));
            var claims = $$"""
                {"aud":"{{audience}}","iss":"https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
                 "iat":{{from}},"nbf":{{from}},"exp":{{to.ToUnixTimeSeconds()}}}
                """;
            return new AccessToken($"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(claims)}.{Part("unsigned")}", to);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));

        private static string Part(string text) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
