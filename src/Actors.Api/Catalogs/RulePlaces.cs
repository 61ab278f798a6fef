using YamlDotNet.Core;

namespace Actors.Api.Catalogs;

/// <summary>
/// Where each definition stands in the file, by JSON pointer; and each character of a rule, as far as YAML lets one
/// tell.
/// </summary>
internal sealed class RulePlaces(string text)
{
    private readonly Dictionary<string, YamlNode> _nodes = new(StringComparer.Ordinal);
    private readonly Lazy<string[]> _lines = new(() => text.Split('\n'));

    public void Add(string pointer, YamlNode node) => _nodes[pointer] = node;

    /// <summary>
    /// The place of a pointer, or of its nearest ancestor; with a rule's line and column, of that character.
    /// </summary>
    public (int Line, int Column) Find(string pointer, int ruleLine, int ruleColumn)
    {
        for (string at = pointer; ; at = at[..Math.Max(0, at.LastIndexOf('/'))])
        {
            if (_nodes.TryGetValue(at, out YamlNode? node))
            {
                return at == pointer && ruleLine > 0 && node is YamlText rule
                    ? InRule(rule, ruleLine, ruleColumn)
                    : (node.Line, node.Column);
            }
            if (at.Length == 0)
            {
                return (1, 1);
            }
        }
    }

    private (int Line, int Column) InRule(YamlText rule, int ruleLine, int ruleColumn)
    {
        if (rule.Style == ScalarStyle.Literal)
        {
            return (rule.Line + ruleLine, Indentation(rule) + ruleColumn);
        }
        // A folded or escaped text stands elsewhere in the file than in the rule: then the beginning must do.
        int opening = rule.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        bool verbatim = ruleLine == 1 && StandsVerbatim(rule, opening);
        return (rule.Line, rule.Column + (verbatim ? opening + ruleColumn - 1 : 0));
    }

    private bool StandsVerbatim(YamlText rule, int opening)
    {
        string line = _lines.Value[rule.Line - 1];
        int start = rule.Column - 1 + opening;
        return start <= line.Length && line.AsSpan(start).StartsWith(rule.Value, StringComparison.Ordinal);
    }

    private int Indentation(YamlText rule)
    {
        foreach (string line in _lines.Value.Skip(rule.Line))
        {
            int blanks = line.Length - line.TrimStart(' ').Length;
            if (blanks < line.TrimEnd().Length)
            {
                return blanks;
            }
        }
        return 0;
    }
}
