using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

public static class TypeChecker
{
    public static IReadOnlyList<LanguageError> Check(Condition condition) => [];
}
