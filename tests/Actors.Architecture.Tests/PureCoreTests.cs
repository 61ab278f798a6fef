using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Actors.Architecture.Tests;

/// <summary>
/// The decision is a pure function: what the core's assembly refers to can neither wait, nor look, nor guess.
/// </summary>
public sealed class PureCoreTests
{
    private static readonly string[] BannedNamespaces =
    [
        "System.IO", "System.Net", "System.Threading", "System.Threading.Tasks", "System.Diagnostics", "System.Timers",
        "System.Security.Cryptography", "System.Data", "Microsoft.Data",
    ];

    private static readonly string[] Harmless =
    [
        // Written by the compiler, or attributes and marks without an effect.
        "System.Diagnostics.CodeAnalysis.*", "System.Diagnostics.Debugg*", "System.Diagnostics.UnreachableException",
        "System.Threading.Interlocked", "System.Threading.Volatile", "System.Threading.Lock",
        "System.Threading.Monitor",
    ];

    [Fact]
    public void The_core_refers_to_nothing_that_waits_or_reads_or_draws()
    {
        ReferencedTypes().Where(type => BannedNamespaces.Any(space => IsIn(type, space)))
            .Where(type => !Harmless.Any(pattern => Fits(type, pattern)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_core_has_no_random_no_clock_and_no_zone_of_the_machine() =>
        ReferencedTypes()
            .Intersect(["System.Random", "System.TimeProvider", "System.TimeZoneInfo", "System.Console"])
            .ShouldBeEmpty();

    [Fact]
    public void The_core_does_not_ask_the_machine_where_it_is() =>
        MembersOf("System.Environment").Except(["get_CurrentManagedThreadId"])
            .ShouldBeEmpty("iterators note their thread, nothing else");

    [Fact]
    public void The_compiler_refuses_the_same_before_any_test_runs()
    {
        Project core = Project.All.Single(p => p.Name == "Actors.Segmentation");
        core.Packages.ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        string[] banned = Repository.Lines("src/Actors.Segmentation/BannedSymbols.txt");
        banned.ShouldContain(line => line.StartsWith("P:System.DateTime.UtcNow;", StringComparison.Ordinal));
        banned.ShouldContain(line => line.StartsWith("T:System.Random;", StringComparison.Ordinal));
        banned.ShouldContain(line => line.StartsWith("M:System.String.GetHashCode;", StringComparison.Ordinal));
    }

    private static bool IsIn(string type, string space) => type.StartsWith(space + ".", StringComparison.Ordinal);

    private static bool Fits(string type, string pattern) =>
        pattern.EndsWith('*') ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : type == pattern;

    private static HashSet<string> ReferencedTypes()
    {
        using PEReader file = Core();
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(type => NameOf(metadata, type))];
    }

    private static HashSet<string> MembersOf(string type)
    {
        using PEReader file = Core();
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference
                && NameOf(metadata, (TypeReferenceHandle)member.Parent) == type)
            .Select(member => metadata.GetString(member.Name))];
    }

    private static PEReader Core() =>
        new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Actors.Segmentation.dll")));

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
