using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.Server.Tests.Processes;

/// <summary>The commands as a shell sees them: what they say, and their exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Catalog = """
        segments:
          - { key: buyers, name: Buyers, when: 'count("Order Completed") >= 1' }
        """;

    private const string Mapping = """
        calls:
          - { type: track, event: Order Completed, userId: =who, messageId: ="order-" & no, timestamp: =date(day) }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-commands-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_replay_tells_each_bad_line_takes_the_others_and_sums_up()
    {
        string calls = Write("calls.ndjson", """
            {"type":"track","userId":"ann","event":"Order Completed","timestamp":"2024-01-05T12:00:00Z","messageId":"1"}
            {"type":"track","userId":"ann"
            {"type":"track","event":"Order Completed","timestamp":"2024-01-06T12:00:00Z"}
            {"type":"track","userId":"bob","event":"Order Completed","timestamp":"2024-02-05T12:00:00Z","messageId":"2"}
            """);
        (int code, string said) = await ServerProcess.Run(
            "replay", calls, "--no-serve", "--data", Data, "--catalog", Write("catalog.yaml", Catalog), "--partitions",
                "2");
        code.ShouldBe(3, said);
        said.ShouldContain("line 2:");
        said.ShouldContain("line 3:");
        said.ShouldContain("2 events taken, 0 known already, 2 rejected");
        said.ShouldContain("2024-01-05 to 2024-02-05");
        said.ShouldContain("2 migrations");
    }

    [Fact]
    public async Task A_replay_names_the_lines_whose_traits_do_not_fit()
    {
        IEnumerable<string> lines = "abc".Select(trait =>
            $$"""{"type":"identify","userId":"ann","timestamp":"2024-01-05T12:00:00Z","messageId":"{{trait}}","traits":{"{{trait}}":"{{new string('x', 30_000)}}"} }""");
        (int code, string said) = await ServerProcess.Run(
            "replay", Write("calls.ndjson", string.Join('\n', lines)), "--no-serve", "--data", Data, "--catalog", Write("catalog.yaml", Catalog));
        code.ShouldBe(3, said);
        said.ShouldContain("line 3: /traits/c does not fit: all traits of a customer may take 65,536 bytes");
        said.ShouldContain("2 events taken, 0 known already, 1 rejected");
    }

    [Fact]
    public async Task The_same_file_imported_twice_changes_nothing()
    {
        string[] import = ["import", Write("orders.csv", "who,day,no\nann,2024-01-05,1\nbob,2024-01-06,2\n"),
            "--format", "csv",
            "--map", Write("map.yaml", Mapping), "--data", Data, "--time", "virtual", "--partitions", "2"];
        (int first, string saidFirst) = await ServerProcess.Run(import);
        (first, saidFirst.Contains("2 events taken, 0 known already")).ShouldBe((0, true), saidFirst);
        (int second, string saidSecond) = await ServerProcess.Run(import);
        (second, saidSecond.Contains("0 events taken, 2 known already")).ShouldBe((0, true), saidSecond);
    }

    [Fact]
    public async Task An_import_into_a_running_server_is_seen_there_at_once()
    {
        await using ServerProcess server =
            await ServerProcess.Serve(Data, "--catalog", Write("catalog.yaml", Catalog), "--partitions", "2");
        (int code, string said) = await ServerProcess.Run(
            "import", Write("orders.csv", "who,day,no\nann,2024-01-05,1\nbob,never,2\n"), "--format", "csv", "--map",
                Write("map.yaml", Mapping),
            "--to", server.Http.BaseAddress!.ToString());
        code.ShouldBe(3, said);
        said.ShouldContain("line 3, column day");
        using JsonDocument ann = JsonDocument.Parse(await server.Http.GetStringAsync("api/customers/ann"));
        ann.RootElement.GetProperty("memberships")[0].GetProperty("segment").GetString().ShouldBe("buyers");
    }

    [Fact]
    public async Task A_folder_of_real_time_is_not_replayed_into()
    {
        await using (await ServerProcess.Serve(Data, "--partitions", "2"))
        {
        }
        (int code, string said) = await ServerProcess.Run("replay", Write("calls.ndjson", ""), "--data", Data);
        code.ShouldBe(6, said);
        said.ShouldContain("real time");
    }

    [Fact]
    public async Task A_catalog_is_checked_with_the_place_of_every_error()
    {
        (int sound, _) = await ServerProcess.Run("catalog", "check", Write("good.yaml", Catalog));
        sound.ShouldBe(0);
        (int code, string said) = await ServerProcess.Run("catalog", "check", Write("bad.yaml", """
            segments:
              - { key: a, name: A, when: 'count("Order Completed" in 30) >= 1' }
              - { key: b, name: B, when: 'trait.city = "Paris"' }
            """));
        code.ShouldBe(4, said);
        said.ShouldContain("bad.yaml:2:");
        said.ShouldContain("bad.yaml:3:");
    }

    [Fact]
    public async Task A_running_servers_catalog_is_exported_edited_and_applied()
    {
        await using ServerProcess server =
            await ServerProcess.Serve(Data, "--catalog", Write("catalog.yaml", Catalog), "--partitions", "2");
        string address = server.Http.BaseAddress!.ToString();
        (int exported, string yaml) = await ServerProcess.Run("catalog", "export", "--server", address);
        exported.ShouldBe(0, yaml);
        yaml.ShouldContain("key: buyers");
        yaml.ShouldContain("version 1");
        string edited = Write("edited.yaml", Catalog + "\n  - { key: vip, when: trait.vip }\n");
        (int dry, string would) = await ServerProcess.Run("catalog", "apply", edited, "--server", address, "--dry-run");
        (dry, would.Contains("+ vip: trait.vip")).ShouldBe((0, true), would);
        (await server.Http.GetAsync("/api/segments/vip")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (int late, string refused) = await ServerProcess.Run("catalog", "apply", edited, "--server", address, "--expect", "9");
        (late, refused.Contains("412")).ShouldBe((7, true), refused);
        (int applied, string said) = await ServerProcess.Run("catalog", "apply", edited, "--server", address);
        (applied, said.Contains("version 2 is live")).ShouldBe((0, true), said);
        (await server.Http.GetAsync("/api/segments/vip")).EnsureSuccessStatusCode();
        (int bad, string errors) = await ServerProcess.Run(
            "catalog", "apply", Write("bad.yaml", "segments: [{key: a, when: 'count('}]"), "--server", address);
        (bad, errors.Contains("bad.yaml:1:")).ShouldBe((4, true), errors);
    }

    [Fact]
    public async Task Names_that_the_server_has_never_seen_are_told()
    {
        await using ServerProcess server = await ServerProcess.Serve(Data, "--partitions", "2");
        string address = server.Http.BaseAddress!.ToString();
        (await server.Http.PostAsJsonAsync("/v1/track", new { userId = "ann", @event = "Order Completed" })).EnsureSuccessStatusCode();
        string file = Write("catalog.yaml", "segments:\n  - { key: buyers, when: 'count(\"Order Complete\") >= 1' }\n");
        const string warning = "catalog.yaml:2:33 /segments/0/when: No event 'Order Complete' is known (did you mean Order Completed?). (warning)";
        (int alone, string nothing) = await ServerProcess.Run("catalog", "check", file);
        (alone, nothing.Contains("(warning)")).ShouldBe((0, false), nothing);
        (int asked, string told) = await ServerProcess.Run("catalog", "check", file, "--server", address);
        asked.ShouldBe(0, told);
        told.ShouldContain(warning);
        (int applied, string said) = await ServerProcess.Run("catalog", "apply", file, "--server", address);
        applied.ShouldBe(0, said);
        said.ShouldContain(warning);
    }

    [Fact]
    public async Task What_a_catalog_would_change_is_told()
    {
        string edited = Catalog.Replace(">= 1", ">= 2", StringComparison.Ordinal)
            + "\n  - { key: new, name: New, when: 'count(any) == 0' }";
        (int code, string said) =
            await ServerProcess.Run("catalog", "check", Write("new.yaml", edited), "--against",
            Write("old.yaml", Catalog));
        code.ShouldBe(0, said);
        said.ShouldContain("~ buyers: count(\"Order Completed\") >= 1 → count(\"Order Completed\") >= 2");
        said.ShouldContain("+ new: count(any) == 0");
    }

    [Theory]
    [InlineData("serve", "--time", "sometimes")]
    [InlineData("serve", "--partitions", "0")]
    [InlineData("replay", "no-such-file.ndjson")]
    [InlineData("replay")]
    [InlineData("import", "x.csv", "--format", "csv")]
    [InlineData("dance")]
    public async Task A_wrong_command_line_has_an_exit_code_of_its_own(params string[] arguments)
    {
        (int code, string said) = await ServerProcess.Run([.. arguments]);
        code.ShouldBe(2, said);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
