namespace Actors.Segmentation.Language.Checking;

/// <summary>
/// What the counted repetitions of a regular expression unfold to. Its time is linear in the text, but each step costs as many places as the expression
/// can be in at once: beyond these bounds a single text would hold a partition up for seconds.
/// </summary>
/// <remarks>Reads expressions that compile. What it does not know (comments, options) counts as characters: too much, never too little.</remarks>
internal sealed class PatternCost
{
    private readonly string _pattern;
    private int _at;
    private long _all;
    private long _ofGroups;

    private PatternCost(string pattern) => _pattern = pattern;

    /// <summary>Why an expression is too costly; null: it is not.</summary>
    public static string? Refusal(string pattern)
    {
        var cost = new PatternCost(pattern);
        cost.ReadAlternatives();
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
                _at++;
                return 1;
            default:
                return 1;
        }
    }

    /// <summary><c>(?:</c> and <c>(?&lt;name&gt;</c> only say what group it is.</summary>
    private void SkipKindOfGroup()
    {
        ReadOnlySpan<char> rest = _pattern.AsSpan(_at);
        if (rest.StartsWith("?:")) _at += 2;
        else if (rest.StartsWith("?<")) _at += rest.IndexOf('>') + 1;
    }

    /// <summary>A closing bracket that comes first is one of the characters; a class may hold another one, which is taken away.</summary>
    private void SkipClass()
    {
        if (_at < _pattern.Length && _pattern[_at] == '^') _at++;
        for (bool isFirst = true; _at < _pattern.Length && (isFirst || _pattern[_at] != ']'); isFirst = false)
        {
            if (_pattern[_at] == '[' && _pattern[_at - 1] == '-' && !isFirst)
            {
                _at++;
                SkipClass();
                continue;
            }
            _at += _pattern[_at] == '\\' ? 2 : 1;
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
