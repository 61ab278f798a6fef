using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Sqlite;

public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused_until_the_first_is_closed()
    {
        var first = SqliteEventStore.Open(_folder.Path, new FolderCreation());
        var refused = Should.Throw<FolderInUseException>(
            () => SqliteEventStore.Open(_folder.Path, new FolderCreation()));
        refused.Message.ShouldContain(_folder.Path);
        refused.Message.ShouldContain($"process {Environment.ProcessId}");
        Should.Throw<FolderInUseException>(() => SqliteEventStore.Open(_folder.Path));

        await first.DisposeAsync();
        await using var second = SqliteEventStore.Open(_folder.Path);
        second.Info.Partitions.ShouldBe(FolderCreation.PartitionsDefault);
    }

    [Fact]
    public async Task What_a_folder_was_created_as_stays()
    {
        FolderInfo created;
        await using (var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(7, "virtual")))
            created = store.Info;
        created.RoutingKey.ToArray().ShouldNotBe(new byte[16]);

        await using var again = SqliteEventStore.Open(_folder.Path, new FolderCreation(null, "virtual", new byte[16]));
        (again.Info.Partitions, again.Info.TimeMode, again.Info.FormatVersion).ShouldBe((7, "virtual", 1));
        again.Info.RoutingKey.ToArray().ShouldBe(created.RoutingKey.ToArray());
    }

    [Fact]
    public async Task Another_time_mode_is_refused()
    {
        await Create(new FolderCreation(2, "virtual"));
        Refused(new FolderCreation(2)).ShouldContain("created with virtual time and cannot be opened with real time");
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused()
    {
        await Create(new FolderCreation(2));
        Refused(new FolderCreation(3)).ShouldContain("created with 2 partitions and cannot be opened with 3");
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await Create(new FolderCreation(2));
        using (var log = Database.Open(_folder.File("log.db"), create: false)) log.Run("PRAGMA user_version=2");
        Refused(new FolderCreation(2)).ShouldContain("format version 2; this server reads version 1 only");
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        using (var log = Database.Open(_folder.File("log.db"), create: true))
            log.Run("CREATE TABLE recipes (name TEXT)");
        Refused(new FolderCreation()).ShouldContain("another program");
    }

    [Theory]
    [InlineData(0, "real")]
    [InlineData(4097, "real")]
    [InlineData(2, "sidereal")]
    public void A_folder_that_cannot_be_is_not_created(int partitions, string timeMode)
    {
        Refused(new FolderCreation(partitions, timeMode));
        File.Exists(_folder.File("log.db")).ShouldBeFalse();
    }

    [Fact]
    public void Without_creation_a_folder_must_be_there()
    {
        Should.Throw<StorageException>(() => SqliteEventStore.Open(_folder.File("absent")))
            .Message.ShouldContain("no data folder");
        Should.Throw<StorageException>(() => SqliteEventStore.Open(_folder.Path))
            .Message.ShouldContain("holds no data");
    }

    [Fact]
    public async Task A_creation_that_was_cut_short_is_begun_again()
    {
        await Create(new FolderCreation(2));
        File.WriteAllBytes(_folder.File("log.db"), []);
        await Create(new FolderCreation(3));
        await using var store = SqliteEventStore.Open(_folder.Path);
        store.Info.Partitions.ShouldBe(3);
    }

    [Fact]
    public async Task States_of_another_folder_are_refused()
    {
        using var other = new TemporaryFolder();
        await Create(new FolderCreation(2));
        await using (SqliteEventStore.Open(other.Path, new FolderCreation(2)))
        {
        }

        File.Copy(other.File("state.db"), _folder.File("state.db"), overwrite: true);
        Refused(new FolderCreation(2)).ShouldContain("belongs to another data folder");
        File.Delete(_folder.File("state.db"));
        Refused(new FolderCreation(2)).ShouldContain("is missing");
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = SqliteEventStore.Open(_folder.Path, new FolderCreation(1));
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.Input(0).Append(0, Blocks.Of(1, 1)));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.Documents.Get("a"));
    }

    private async Task Create(FolderCreation creation)
    {
        await using var store = SqliteEventStore.Open(_folder.Path, creation);
        await store.Input(0).Add(Blocks.Of(1, 1));
    }

    private string Refused(FolderCreation creation) =>
        Should.Throw<StorageException>(() => SqliteEventStore.Open(_folder.Path, creation)).Message;
}
