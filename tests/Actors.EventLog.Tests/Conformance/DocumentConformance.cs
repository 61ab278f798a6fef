namespace Actors.EventLog.Tests.Conformance;

/// <summary>What every store of documents keeps to.</summary>
public abstract class DocumentConformance(StoreSubject subject) : IAsyncLifetime
{
    private IDocuments Documents => subject.Store.Documents;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await subject.DisposeAsync();

    [Fact]
    public async Task An_unknown_document_is_null() => (await Documents.Get("catalog/1")).ShouldBeNull();

    [Fact]
    public async Task A_document_is_replaced_as_a_whole_and_survives_reopening()
    {
        await Documents.Put([("a", new byte[] { 1, 2, 3 }), ("b", Blocks.Content(1, 100_000))]);
        await Documents.Put([("a", new byte[] { 4 })]);
        await subject.Reopen();
        (await Documents.Get("a"))!.Value.ToArray().ShouldBe([4]);
        (await Documents.Get("b"))!.Value.ToArray().ShouldBe(Blocks.Content(1, 100_000));
    }

    [Fact]
    public async Task An_empty_document_is_not_an_absent_one()
    {
        await Documents.Put([("a", ReadOnlyMemory<byte>.Empty)]);
        (await Documents.Get("a")).ShouldNotBeNull().Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_null_content_deletes()
    {
        await Documents.Put([("a", new byte[] { 1 }), ("b", new byte[] { 2 })]);
        await Documents.Put([("a", null), ("c", new byte[] { 3 }), ("never", null)]);
        (await Documents.Get("a")).ShouldBeNull();
        (await Documents.List("")).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task Names_are_listed_by_prefix_in_ordinal_order()
    {
        string[] names =
        [
            "key/z", "key/é", "key/a", "key", "keys", "key/B", "key/\U0001F600", "key/\uFFEE", "other", "key%", "key_",
        ];
        await Documents.Put([.. names.Select(name => (name, (ReadOnlyMemory<byte>?)new byte[] { 1 }))]);
        (await Documents.List("key/")).ShouldBe(["key/B", "key/a", "key/z", "key/é", "key/\U0001F600", "key/\uFFEE"]);
        (await Documents.List("")).Count.ShouldBe(names.Length);
        (await Documents.List("nothing")).ShouldBeEmpty();
    }
}

public sealed class MemoryDocumentTests() : DocumentConformance(new MemorySubject());

public sealed class SqliteDocumentTests() : DocumentConformance(new SqliteSubject());
