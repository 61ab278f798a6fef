using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Printing;

/// <summary>Values.</summary>
public sealed partial class Printer
{
    private void Write(Value value)
    {
        switch (value)
        {
            case Literal literal:
                WriteLiteral(literal);
                break;
            case Arithmetic arithmetic:
                WriteArithmetic(arithmetic);
                break;
            case DatePart part:
                WriteCall(part.Part.ToString().ToLowerInvariant(), part.Instant);
                break;
            case Now:
                Put("now");
                break;
            case Age age:
                WriteCall("age", age.BirthDate);
                break;
            case Since since:
                WriteCall("since", since.Instant);
                break;
            case Trait trait:
                Put(trait.Path is ["consent", _, ..] ? "" : "trait.").Write(trait.Path);
                break;
            case AccountTrait account:
                Put("account.").Write(account.Path);
                break;
            case TableField field:
                Put("table.").WriteName(field.Table);
                WriteCall("", field.Key);
                Put(".").Write(field.Path);
                break;
            case EventAggregate aggregate:
                WriteAggregate(aggregate);
                break;
            case Spend spend:
                Put("spend(").WriteAfter(spend.Window, "");
                Put(")");
                break;
            case Contacts contacts:
                WriteContacts(contacts);
                break;
            case ModelValue model:
                WriteModel(model);
                break;
            default:
                WriteOfEvent(value);
                break;
        }
    }

    private void WriteCall(string name, Value argument)
    {
        Put(name).Put("(").Write(argument);
        Put(")");
    }

    private void WriteArithmetic(Arithmetic arithmetic)
    {
        int level = Level(arithmetic);
        InParentheses(Level(arithmetic.Left) < level, () => Write(arithmetic.Left));
        Put(arithmetic.Operator switch
        {
            ArithmeticOperator.Add => " + ",
            ArithmeticOperator.Subtract => " - ",
            ArithmeticOperator.Multiply => " * ",
            _ => " / ",
        });
        InParentheses(Level(arithmetic.Right) <= level, () => Write(arithmetic.Right));
    }

    private static int Level(Value value) => value switch
    {
        Arithmetic { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => 1,
        Arithmetic => 2,
        _ => 3,
    };

    private void WriteContacts(Contacts contacts)
    {
        Put("contacts(");
        if (contacts.Channel is not null) Quoting.Append(output, contacts.Channel);
        WriteAfter(contacts.Window, contacts.Channel is null ? "" : " ");
        Put(")");
    }

    private void WriteModel(ModelValue model)
    {
        switch (model)
        {
            case Rfm rfm:
                Put("rfm.").Put(rfm.Part switch
                {
                    RfmPart.Recency => "r",
                    RfmPart.Frequency => "f",
                    RfmPart.Monetary => "m",
                    _ => "segment",
                });
                break;
            case LifetimeValue clv:
                WriteCall("clv", clv.Horizon);
                break;
            case AliveProbability:
                Put("p_alive");
                break;
            case ExpectedOrders orders:
                WriteCall("expected_orders", orders.Horizon);
                break;
            case Lookalike lookalike:
                Put("lookalike(").Write(lookalike.Segment);
                Put(")");
                break;
            case Cluster cluster:
                Put("cluster(");
                Quoting.Append(output, cluster.Clustering);
                Put(")");
                break;
        }
    }
}
