using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Engine.Services;
using Actors.Segmentation.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Catalogs;

/// <summary><c>/api/tables</c>: facts about places, products, days, that rules look up by a key.</summary>
internal static partial class TableEndpoints
{
    private const int RowsMax = 50_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder tables = app.MapGroup("/api/tables").WithTags("Segments").RequireAuthorization(Policies.Viewer);
        tables.MapGet("", All).WithSummary("The lookup tables").Produces<TableList>();
        tables.MapGet("{name}", One).WithSummary("A lookup table's rows by key").Produces<TableReport>().ProducesProblem(404);
        tables.MapPut("{name}", Put).RequireAuthorization(Policies.Editor)
            .WithSummary("Sets a lookup table; answers once every customer concerned is decided anew")
            .Accepts<JsonElement>("application/json").WithExample(Examples.Table).Produces<TableReport>().ProducesProblem(400);
        tables.MapDelete("{name}", Delete).RequireAuthorization(Policies.Editor)
            .WithSummary("Takes a lookup table away: what looks into it finds nothing").Produces(204).ProducesProblem(404);
    }

    private static IResult All(ICatalogs catalogs) => TypedResults.Json(
        new TableList([.. catalogs.Current.Tables.Documents.Select(t => new TableLine(t.Key, Count(t.Value)))], null), ApiJson.Default.TableList);

    private static IResult One(string name, ICatalogs catalogs) =>
        catalogs.Current.Tables.Documents.TryGetValue(name, out ReadOnlyMemory<byte> rows)
            ? Answer(name, rows, catalogs)
            : Problem.Of(404, "There is no such table.");

    private static async Task<IResult> Put(string name, HttpContext context, ICatalogs catalogs)
    {
        if (!Name().IsMatch(name))
        {
            throw JsonBody.Malformed("", $"'{name}' is no name of a table: letters, digits and '_', 64 at most, a letter first");
        }
        byte[] rows = Read(await JsonBody.Bytes(context));
        await catalogs.SetTable(name, rows);
        return Answer(name, rows, catalogs);
    }

    private static async Task<IResult> Delete(string name, ICatalogs catalogs) =>
        (await catalogs.SetTable(name, null)).Kind == CatalogChangeKind.Activated
            ? TypedResults.NoContent()
            : Problem.Of(404, "There is no such table.");

    private static IResult Answer(string name, ReadOnlyMemory<byte> rows, ICatalogs catalogs) => TypedResults.Json(
        new TableReport(name, catalogs.Current.Version, Count(rows), new Document(rows)), ApiJson.Default.TableReport);

    private static byte[] Read(byte[] json)
    {
        var written = new ArrayBufferWriter<byte>();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw JsonBody.Malformed("", "an object of rows by key is expected");
            }
            if (!DocWriter.TryWrite(ref reader, written, out DocError? error))
            {
                throw JsonBody.Malformed(error?.Pointer ?? "", error?.Detail ?? "this cannot be kept");
            }
            if (reader.Read())
            {
                throw JsonBody.Malformed("", "something follows the object");
            }
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed("", $"malformed JSON (at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
        }
        byte[] rows = written.WrittenSpan.ToArray();
        int count = 0;
        foreach (DocMember row in new DocValue(rows))
        {
            if (row.Value.Kind != DocKind.Object)
            {
                throw JsonBody.Malformed("/" + System.Text.Encoding.UTF8.GetString(row.Key), "a row is an object of fields");
            }
            count++;
        }
        return count <= RowsMax ? rows : throw JsonBody.Malformed("", $"a table has at most {RowsMax} rows; this one has {count}");
    }

    private static int Count(ReadOnlyMemory<byte> rows)
    {
        int count = 0;
        foreach (DocMember _ in new DocValue(rows.Span))
        {
            count++;
        }
        return count;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,63}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

/// <summary>A lookup table.</summary>
/// <param name="Version">The catalog version that has it so.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Content">The rows by key.</param>
internal sealed record TableReport(string Name, int Version, int Rows, Document Content);

internal sealed record TableLine(string Name, int Rows);

internal sealed record TableList(IReadOnlyList<TableLine> Items, string? Next);
