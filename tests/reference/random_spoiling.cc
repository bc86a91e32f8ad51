#include "tests/reference/random_spoiling.h"

#include <algorithm>
#include <string_view>

namespace iamsift::reference {
namespace {

// A change of one element: another value, none, one more of that name, another name.
enum class Change { kSet, kRemove, kAdd, kTurn };

struct Spoiling {
  Change change;
  std::string_view name, value;
};

// Wrong in every type of policy. `Action` stands for the NotAction of some statements too.
constexpr Spoiling kInStatements[] = {
    {Change::kSet, "Sid", "{}"},
    {Change::kSet, "Effect", R"("allow")"},
    {Change::kSet, "Effect", "true"},
    {Change::kRemove, "Effect", ""},
    {Change::kAdd, "Effect", R"("Allow")"},
    {Change::kAdd, "effect", R"("Allow")"},
    {Change::kAdd, "Comment", R"("x")"},
    {Change::kSet, "Action", "[]"},
    {Change::kSet, "Action", "{}"},
    {Change::kSet, "Action", "1"},
    {Change::kSet, "Action", R"(["s3:*",null])"},
    {Change::kRemove, "Action", ""},
    {Change::kSet, "Condition", "[]"},
    {Change::kSet, "Condition", R"("a")"},
    {Change::kSet, "Condition", R"({"StringEquals":"a"})"},
    {Change::kSet, "Condition", R"({"StringEquals":{"a":{}}})"},
    {Change::kSet, "Condition", R"({"StringEquals":{"a":null}})"},
    {Change::kSet, "Condition", R"({"StringEquals":{"a":[["b"]]}})"},
    {Change::kSet, "Condition", R"({"StringIs":{"a":"b"}})"},
    {Change::kSet, "Condition", R"({"ForAnyValue::StringEquals":{"a":"b"}})"},
    {Change::kSet, "Condition", R"({"NullIfExists":{"a":"true"}})"},
    {Change::kSet, "Condition", R"({"ForAnyValue:Null":{"a":"true"}})"},
    {Change::kSet, "Condition", R"({"Bool":{"a":"true"},"Bool":{"b":"true"}})"},
    {Change::kSet, "Condition", R"({"Bool":{"a":"true","a":"false"}})"},
};

constexpr Spoiling kInStatementsWithResource[] = {
    {Change::kSet, "Resource", "[]"},
    {Change::kSet, "Resource", R"({"a":"*"})"},
    {Change::kSet, "Resource", R"(["*",{}])"},
    {Change::kSet, "Resource", "null"},
};

constexpr Spoiling kInStatementsThatNeedResource[] = {{Change::kRemove, "Resource", ""}};

constexpr Spoiling kInStatementsWithPrincipal[] = {
    {Change::kRemove, "Principal", ""},
    {Change::kSet, "Principal", R"("arn:aws:iam::111111111111:root")"},
    {Change::kSet, "Principal", R"({"Aws":"*"})"},
    {Change::kSet, "Principal", R"({"AWS":111111111111})"},
    {Change::kSet, "Principal", R"({"AWS":"*","AWS":"*"})"},
    {Change::kSet, "Principal", R"(["*"])"},
};

constexpr Spoiling kInStatementsWithoutPrincipal[] = {
    {Change::kAdd, "Principal", R"("*")"},
    {Change::kAdd, "NotPrincipal", R"({"AWS":"111111111111"})"},
};

constexpr Spoiling kInTrust[] = {
    {Change::kAdd, "Resource", R"("*")"},
    {Change::kAdd, "NotResource", R"("*")"},
    {Change::kTurn, "Principal", "NotPrincipal"},
};

// S3 takes NotPrincipal with Deny only; with Deny the document stays valid.
constexpr Spoiling kInBuckets[] = {{Change::kTurn, "Principal", "NotPrincipal"}};

constexpr Spoiling kInResourceControl[] = {
    {Change::kTurn, "Action", "NotAction"},
    {Change::kTurn, "Principal", "NotPrincipal"},
    {Change::kSet, "Effect", R"("Allow")"},
    {Change::kSet, "Action", R"("*")"},
    {Change::kSet, "Principal", R"({"AWS":"111111111111"})"},
};

constexpr Spoiling kInDocuments[] = {
    {Change::kSet, "Version", R"("2013-10-17")"},
    {Change::kSet, "Version", "20121017"},
    {Change::kAdd, "Extra", "1"},
    {Change::kSet, "Id", "[]"},
    {Change::kSet, "Statement", "[]"},
    {Change::kSet, "Statement", R"(["x"])"},
    {Change::kSet, "Statement", R"("x")"},
    {Change::kRemove, "Statement", ""},
    {Change::kAdd, "Statement", "{}"},
};

constexpr std::string_view kNoDocuments[] = {R"("no policy")", "17", "[]", R"("{")"};

// `Action` is also NotAction, and so on.
bool IsNamed(std::string_view name, std::string_view wanted) {
  return name == wanted || (name.starts_with("Not") && name.substr(3) == wanted);
}

void Apply(const Spoiling& spoiling, Fields& fields) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
    return IsNamed(field.first, spoiling.name);
  });
  if (spoiling.change == Change::kAdd || found == fields.end()) {
    fields.emplace_back(spoiling.name, spoiling.value);
  } else if (spoiling.change == Change::kRemove) {
    fields.erase(found);
  } else if (spoiling.change == Change::kTurn) {
    found->first = spoiling.value;
  } else {
    found->second = spoiling.value;
  }
}

template <size_t N>
void AddAll(const Spoiling (&from)[N], std::vector<Spoiling>& to) {
  to.insert(to.end(), std::begin(from), std::end(from));
}

// What is wrong in this type of policy alone.
std::vector<Spoiling> SpoilingsOf(PolicyType type) {
  const bool has_principal = type != PolicyType::kIdentity && type != PolicyType::kServiceControl;
  const bool may_lack_resource = type == PolicyType::kResource || type == PolicyType::kBucket;
  std::vector<Spoiling> all;
  if (type == PolicyType::kTrust) AddAll(kInTrust, all);
  if (type == PolicyType::kBucket) AddAll(kInBuckets, all);
  if (type != PolicyType::kTrust) AddAll(kInStatementsWithResource, all);
  if (type != PolicyType::kTrust && !may_lack_resource) AddAll(kInStatementsThatNeedResource, all);
  if (has_principal) AddAll(kInStatementsWithPrincipal, all);
  if (!has_principal) AddAll(kInStatementsWithoutPrincipal, all);
  if (type == PolicyType::kResourceControl) AddAll(kInResourceControl, all);
  return all;
}

// The opposite of an element that is there: both together are wrong.
void AddOpposite(Fields& statement, RandomSource& random) {
  std::vector<std::string> names;
  for (const auto& field : statement) {
    const std::string_view name = field.first;
    for (const std::string_view element : {"Action", "Resource", "Principal"}) {
      if (name == element) names.push_back("Not" + std::string(element));
      if (IsNamed(name, element) && name != element) names.emplace_back(element);
    }
  }
  statement.emplace_back(names[random.Below(names.size())], Quoted("*"));
}

}  // namespace

std::string SpoiledDocument(PolicyType type, Fields document, std::vector<Fields> statements,
                            RandomSource& random) {
  if (random.OneIn(30)) return std::string(random.Pick(kNoDocuments));
  const bool is_in_statement = random.Chance(75);
  Fields& spoiled = statements[random.Below(statements.size())];
  if (is_in_statement && random.OneIn(12)) {
    AddOpposite(spoiled, random);
  } else if (is_in_statement) {
    const std::vector<Spoiling> of_type = SpoilingsOf(type);
    const bool is_of_type = random.Chance(60);
    Apply(is_of_type ? of_type[random.Below(of_type.size())] : random.Pick(kInStatements), spoiled);
  }
  std::vector<std::string> texts;
  for (const Fields& statement : statements) texts.push_back(ObjectOf(statement));
  document.emplace_back("Statement", ArrayOf(texts));
  if (!is_in_statement) Apply(random.Pick(kInDocuments), document);
  return ObjectOf(document);
}

}  // namespace iamsift::reference
