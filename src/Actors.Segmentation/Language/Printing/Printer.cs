using System.Text;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Printing;

/// <summary>
/// Writes trees as canonical text. Reading the text of a sound tree gives an equal tree; printing what was read gives
/// the same text again.
/// </summary>
public sealed partial class Printer
{
    private readonly StringBuilder output = new();
    private bool isInElement;

    // The event's name before the first property of a row.
    private EventSelector? rowEvents;

    private Printer()
    {
    }

    /// <summary>The canonical text of a tree or of any piece of it.</summary>
    public static string Print(Node node)
    {
        var printer = new Printer();
        switch (node)
        {
            case Condition condition:
                printer.Write(condition);
                break;
            case Value value:
                printer.Write(value);
                break;
            case Window window:
                printer.Write(window);
                break;
            case EventSelector selector:
                printer.Write(selector);
                break;
            case SequenceStep step:
                printer.Write(step, closesWhere: false);
                break;
        }

        return printer.output.ToString();
    }

    private Printer Put(string text)
    {
        output.Append(text);
        return this;
    }

    private void WriteList<T>(TreeList<T> items, string separator, Action<T> write)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) Put(separator);
            write(items[i]);
        }
    }

    private void InParentheses(bool needed, Action write)
    {
        if (needed) Put("(");
        write();
        if (needed) Put(")");
    }

    private void Write(SegmentReference segment) => Quoting.Append(output, segment.ToString());

    private void Write(TreeList<string> path) => WriteList(path, ".", WriteName);

    private void WriteName(string name)
    {
        if (Parsing.Lexer.IsPlainName(name)) Put(name);
        else Quoting.Append(output, name);
    }
}
