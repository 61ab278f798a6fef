using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Tests.Ownership;

public sealed class BlobLocationTests
{
    [Theory]
    [InlineData("https://shop.blob.core.windows.net/actors", "shop", "https://shop.blob.core.windows.net/actors", "")]
    [InlineData("https://shop.blob.core.windows.net/actors/eu/1/", "shop", "https://shop.blob.core.windows.net/actors", "eu/1/")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/actors", "devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1/actors", "")]
    [InlineData("http://localhost:10000/devstoreaccount1/a/b", "devstoreaccount1", "http://localhost:10000/devstoreaccount1/a", "b/")]
    public void An_address_names_account_container_and_prefix(string text, string account, string container, string prefix)
    {
        var location = BlobLocation.Parse(text);
        (location.Account, location.Container.ToString(), location.Prefix).ShouldBe((account, container, prefix));
        location.UriOf("input/0000/1.log").ToString().ShouldBe($"{container}/{prefix}input/0000/1.log");
    }

    [Theory]
    [InlineData("actors")]
    [InlineData("https://shop.blob.core.windows.net/")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("https://shop.blob.core.windows.net/actors?sv=2021&sig=x")]
    [InlineData("ftp://shop.blob.core.windows.net/actors")]
    public void Anything_else_is_refused_with_the_form_it_should_have(string text) =>
        Should.Throw<StorageException>(() => BlobLocation.Parse(text)).Message.ShouldContain("ACCOUNT");
}
