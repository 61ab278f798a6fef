using System.Text;

namespace Actors.Segmentation.Language.Printing;

/// <summary>Texts in quotes, with no more escapes than are needed.</summary>
internal static class Quoting
{
    public static void Append(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (char unit in text)
        {
            string? escape = unit switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '\u007f' or '\u2028' or '\u2029' => $"\\u{(int)unit:x4}",
                _ => null,
            };
            if (escape is null) output.Append(unit);
            else output.Append(escape);
        }

        output.Append('"');
    }
}
