namespace Actors.Segmentation.Language.Checking;

/// <summary>
/// What the counted repetitions of a regular expression unfold to. Its time is linear in the text, but each step costs as many places as the expression
/// can be in at once: beyond these bounds a single text would hold a partition up for seconds.
/// </summary>
/// <remarks>Reads expressions that compile. What it does not know counts as characters: too much, never too little. Where a repetition might not be seen, as behind a comment or
/// where the option x makes blanks mean nothing, it is refused.</remarks>
internal sealed class PatternCost
{
    private readonly string _pattern;
    private int _at;
    private long _all;
    private long _ofGroups;
    private bool _isUnclear;

    private PatternCost(string pattern) => _pattern = pattern;

    private char Current => _at < _pattern.Length ? _pattern[_at] : '\0';

    /// <summary>Why an expression is too costly; null: it is not.</summary>
    public static string? Refusal(string pattern)
    {
        var cost = new PatternCost(pattern);
        cost.ReadAlternatives();
        if (cost._isUnclear || cost._at != pattern.Length)
            return "What this regular expression costs cannot be told: write it without comments, the option x, and [: in brackets.";
        if (cost._ofGroups > LanguageLimits.PatternGroupRepetitionsMax)
        {
            return $"This regular expression is too costly: its repeated groups unfold to {cost._ofGroups} characters;" +
                $" {LanguageLimits.PatternGroupRepetitionsMax} at most. Use * or +, or repeat single characters.";
        }
        return cost._all <= LanguageLimits.PatternRepetitionsMax ? null
            : $"This regular expression is too costly: its repetitions unfold to {cost._all} characters; {LanguageLimits.PatternRepetitionsMax} at most.";
    }

    /// <summary>Up to the end of the group: how many characters it unfolds to.</summary>
    private long ReadAlternatives()
    {
        long size = 0;
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            bool isGroup = _pattern[_at] == '(';
            long atom = ReadAtom();
            long times = ReadTimes();
            if (times > 1 && isGroup) _ofGroups = Math.Min(_ofGroups + atom * times, int.MaxValue);
            if (times > 1) _all = Math.Min(_all + atom * times, int.MaxValue);
            size = Math.Min(size + atom * times, int.MaxValue);
        }
        return size;
    }

    private long ReadAtom()
    {
        switch (_pattern[_at++])
        {
            case '(':
                SkipKindOfGroup();
                long inner = ReadAlternatives();
                _at++;
                return inner;
            case '[':
                SkipClass();
                return 1;
            case '\\':
                SkipEscaped();
                return 1;
            case '|':
                return 0;
            default:
                return 1;
        }
    }

    /// <summary><c>(?:</c>, <c>(?i:</c> and <c>(?&lt;name&gt;</c> or <c>(?'name'</c> only say what group it is.</summary>
    private void SkipKindOfGroup()
    {
        ReadOnlySpan<char> rest = _pattern.AsSpan(_at);
        if (!rest.StartsWith("?")) return;
        if (rest.StartsWith("?<") || rest.StartsWith("?'"))
        {
            _at += 3 + rest[2..].IndexOfAny('>', '\'');
            return;
        }
        ReadOnlySpan<char> options = rest[1..rest.IndexOfAny(':', ')')];
        int off = options.IndexOf('-');
        _isUnclear |= options.StartsWith("#") || (off < 0 ? options : options[..off]).Contains('x');
        _at += 1 + options.Length;
        if (Current == ':') _at++;
    }

    /// <summary>What follows a backslash: <c>\c</c> takes one more, which may be a bracket.</summary>
    private void SkipEscaped() => _at += Current == 'c' ? 2 : 1;

    /// <summary>A closing bracket that comes first is one of the characters; what stands behind a hyphen may be a class that is taken away.</summary>
    private void SkipClass()
    {
        if (Current == '^') _at++;
        bool isRange = false;
        for (bool isFirst = true; _at < _pattern.Length && (isFirst || Current != ']'); isFirst = false)
        {
            char character = _pattern[_at++];
            _isUnclear |= character == '[' && Current == ':';
            if (character == '\\')
            {
                bool isHyphen = Current == '-';
                SkipEscaped();
                if (isHyphen)
                {
                    isRange = false;
                    continue;
                }
            }
            bool isHyphenNext = Current == '-' && !_pattern.AsSpan(_at).StartsWith("-]");
            if (isRange)
            {
                isRange = false;
                if (character == '[' && !isFirst) SkipClass();
            }
            else if (isHyphenNext)
            {
                isRange = true;
                _at++;
            }
            else if (character == '-' && Current == '[' && !isFirst)
            {
                _at++;
                SkipClass();
            }
        }
        _at++;
    }

    /// <summary>How often a counted repetition repeats at most, or at least where there is no most; 1 for no such repetition.</summary>
    private long ReadTimes()
    {
        if (_at >= _pattern.Length || _pattern[_at] != '{') return 1;
        int end = _pattern.IndexOf('}', _at);
        if (end < 0) return 1;
        string[] bounds = _pattern[(_at + 1)..end].Split(',');
        if (bounds.Length > 2 || !int.TryParse(bounds[0], out int least)) return 1;
        int most = least;
        if (bounds.Length == 2 && bounds[1].Length > 0 && !int.TryParse(bounds[1], out most)) return 1;
        _at = end + 1;
        return Math.Max(1, most);
    }
}
