#include "analyzer/match/template_shape.h"

#include <array>
#include <optional>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kResourcePart = 5;

// Names that may hold separators, by the end of the variable's name and the ARN's service; without
// a service: anywhere. Found by what AWS documents of the names and by what its own managed
// policies write.
struct NameForm {
  std::string_view service;
  std::string_view ending;
  SegmentForm form;
  std::string_view because;
};
constexpr NameForm kNameForms[] = {
    {"", "Path", SegmentForm::kPath, "IAM names carry their path; other paths are paths"},
    {"", "ObjectName", SegmentForm::kPath, "S3 keys are free text"},
    {"", "StreamLabel", SegmentForm::kPath, "the time of day: 2026-01-01T00:00:00.000"},
    {"a4b", "ResourceId", SegmentForm::kPath, "devices are id/serial:type"},
    {"arc-region-switch", "ResourceId", SegmentForm::kPath, "plan/id:version"},
    {"autoscaling", "Name", SegmentForm::kPath, "group names are free text"},
    {"backup", "BackupVaultName", SegmentForm::kSlashName, "aws/efs/automatic-backup-vault"},
    {"bedrock", "ResourceId", SegmentForm::kPath, "models are vendor.model-v1:0"},
    {"cloudformation", "StackSetTarget", SegmentForm::kPath, "stackset-target/name:id"},
    {"cloudtrail", "ChannelId", SegmentForm::kSlashName, "aws-service-channel/guardduty/x"},
    {"cloudwatch", "AlarmName", SegmentForm::kPath, "alarm names are free text"},
    {"codebuild", "BuildId", SegmentForm::kPath, "project:id"},
    {"codebuild", "BuildBatchId", SegmentForm::kPath, "project:id"},
    {"codebuild", "SandboxId", SegmentForm::kPath, "project:id"},
    {"cognito-identity", "IdentityPoolId", SegmentForm::kPath, "eu-west-1:id"},
    {"config", "Id", SegmentForm::kSlashName, "aws-service-rule/fms.amazonaws.com/x"},
    {"config", "Name", SegmentForm::kSlashName, "aws-service-conformance-pack/x"},
    {"ecr", "RepositoryName", SegmentForm::kSlashName, "team/image"},
    {"ecr-public", "RepositoryName", SegmentForm::kSlashName, "team/image"},
    {"es", "DomainName", SegmentForm::kSlashName, "HTTP actions name domain/path"},
    {"events", "EventBusName", SegmentForm::kSlashName, "aws.partner/example.com/x"},
    {"events", "EventSourceName", SegmentForm::kSlashName, "aws.partner/example.com/x"},
    {"glue", "CatalogName", SegmentForm::kPath, "s3tablescatalog/bucket"},
    {"glue", "ConnectionName", SegmentForm::kPath, "aws:s3tables"},
    {"glue", "DatabaseName", SegmentForm::kPath, "aws:cloudtrail, s3tablescatalog/bucket/x"},
    {"iot", "ClientId", SegmentForm::kPath, "client ids are free text"},
    {"iot", "Name", SegmentForm::kPath,
     "things, groups, profiles may hold colons; topics are trees"},
    {"iot", "TopicFilter", SegmentForm::kPath, "topics are trees"},
    {"kafka", "GroupName", SegmentForm::kPath, "consumer groups are free text"},
    {"kafka", "TransactionalId", SegmentForm::kPath, "transactional ids are free text"},
    {"kms", "Alias", SegmentForm::kSlashName, "alias/aws/s3"},
    {"lambda", "FunctionName", SegmentForm::kSlashName, "a version or alias may follow"},
    {"logs", "LogGroupName", SegmentForm::kSlashName, "/aws/lambda/x"},
    {"logs", "LogStreamName", SegmentForm::kPath, "2026/01/01/[$LATEST]0a1b"},
    {"mediaconnect", "BridgeName", SegmentForm::kSlashName, "name/bridgeOutput/x"},
    {"qdeveloper", "Identifier", SegmentForm::kSlashName, "plugin/name/x"},
    {"rds", "SnapshotName", SegmentForm::kPath, "automatic ones begin with rds: or awsbackup:"},
    {"redshift", "DbUser", SegmentForm::kPath, "IAM:user, IAMR:role"},
    {"redshift", "SnapshotName", SegmentForm::kPath, "automatic ones begin with rs:"},
    {"secretsmanager", "SecretId", SegmentForm::kPath, "prod/database-AbCdEf"},
    {"ssm", "ParameterNameWithoutLeadingSlash", SegmentForm::kPath, "parameters form a tree"},
    {"ssm", "ResourceId", SegmentForm::kPath, "servicesetting/ssm/opsdata/x"},
};

// One piece of a template: literal text or the name of a variable.
struct Piece {
  std::string_view text;
  bool is_variable = false;
  size_t part = 0;  // of the ARN, from 0
};

// `${Name}`; one template has `{Name}` without the dollar sign.
size_t VariableLength(std::string_view rest) {
  const bool opens = rest.starts_with("${") || rest.starts_with("{");
  const size_t end = opens ? rest.find('}') : std::string_view::npos;
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string_view NameInside(std::string_view variable) {
  const size_t brace = variable.find('{');
  return variable.substr(brace + 1, variable.size() - brace - 2);
}

std::vector<Piece> PiecesOf(std::string_view text) {
  std::vector<Piece> pieces;
  size_t part = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t length = VariableLength(text.substr(at));
    if (length != 0) {
      pieces.push_back({NameInside(text.substr(at, length)), true, part});
      at += length;
      continue;
    }
    const bool is_star = text[at] == '*';
    pieces.push_back({text.substr(at, 1), is_star, part});
    if (text[at] == ':' && part < kResourcePart) ++part;
    ++at;
  }
  return pieces;
}

SegmentForm FormOfPart(size_t part) {
  constexpr std::array kForms = {SegmentForm::kName, SegmentForm::kPartition, SegmentForm::kService,
                                 SegmentForm::kRegion, SegmentForm::kAccount};
  return kForms[part];
}

// A slash name at the very end may go on with a colon, as a log group does with `:*`.
SegmentForm FormOfName(std::string_view service, std::string_view name, bool is_last) {
  if (name == "*") return SegmentForm::kPath;
  for (const NameForm& row : kNameForms) {
    if (!row.service.empty() && row.service != service) continue;
    if (!name.ends_with(row.ending)) continue;
    const bool is_last_slash_name = row.form == SegmentForm::kSlashName && is_last;
    return is_last_slash_name ? SegmentForm::kPath : row.form;
  }
  return SegmentForm::kName;
}

class ShapeBuilder {
 public:
  explicit ShapeBuilder(std::string_view text) { ReadParts(text); }

  TemplateShape Build(const std::vector<Piece>& pieces) && {
    shape_.loops.emplace_back();
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (!pieces[i].is_variable) {
        AddStep({.literal = pieces[i].text[0]});
      } else {
        AddVariable(pieces[i], i + 1 == pieces.size());
      }
    }
    return std::move(shape_);
  }

 private:
  void ReadParts(std::string_view text) {
    const std::vector<std::string_view> parts = Split(text, ':');
    if (parts.size() <= kResourcePart) return;
    if (parts[2].find('{') == std::string_view::npos) shape_.service = parts[2];
    shape_.region = parts[3];
    shape_.account = parts[4];
    shape_.may_hold_colon = parts.size() > kResourcePart + 1;
    const std::string_view resource =
        text.substr(static_cast<size_t>(parts[kResourcePart].data() - text.data()));
    shape_.resource_beginning = resource.substr(0, resource.find_first_of("${*"));
  }

  void AddStep(TemplateShape::Step step) {
    shape_.steps.push_back(step);
    shape_.loops.emplace_back();
  }

  // A variable takes one character or more; a `*` of the template itself also none, and so does an
  // account: what AWS provides, as public SSM documents, has none.
  void AddVariable(const Piece& piece, bool is_last) {
    TemplateShape::Loop loop{.is_loop = true};
    if (piece.part < kResourcePart) {
      loop.form = FormOfPart(piece.part);
    } else {
      loop.form = FormOfName(shape_.service, piece.text, is_last);
      loop.name = static_cast<int>(shape_.names.size());
      shape_.names.push_back(loop.form);
      shape_.may_hold_colon |= loop.form == SegmentForm::kPath;
    }
    const bool may_be_empty = piece.text == "*" || loop.form == SegmentForm::kAccount;
    if (!may_be_empty) AddStep({.form = loop.form, .name = loop.name});
    shape_.loops.back() = loop;
  }

  TemplateShape shape_;
};

bool IsRegionCharacter(char c) { return (c >= 'a' && c <= 'z') || IsAsciiDigit(c) || c == '-'; }

}  // namespace

bool FormTakes(SegmentForm form, char literal, char c) {
  switch (form) {
    case SegmentForm::kLiteral:
      return c == literal;
    case SegmentForm::kPartition:
      return (c >= 'a' && c <= 'z') || c == '-';
    case SegmentForm::kService:
    case SegmentForm::kRegion:
    case SegmentForm::kAccount:
      return IsRegionCharacter(c);
    case SegmentForm::kName:
      return c != ':' && c != '/';
    case SegmentForm::kSlashName:
      return c != ':';
    case SegmentForm::kPath:
      return true;
  }
  return false;
}

TemplateShape ShapeOf(std::string_view arn_template) {
  return ShapeBuilder(arn_template).Build(PiecesOf(arn_template));
}

TemplateShape WithOpenLastName(TemplateShape shape) {
  if (shape.names.empty()) return shape;
  const int last = static_cast<int>(shape.names.size()) - 1;
  shape.names.back() = SegmentForm::kPath;
  for (TemplateShape::Step& step : shape.steps) {
    if (step.name == last) step.form = SegmentForm::kPath;
  }
  for (TemplateShape::Loop& loop : shape.loops) {
    if (loop.name == last) loop.form = SegmentForm::kPath;
  }
  return shape;
}

std::string InstanceOf(std::string_view arn_template, const OpenParts& parts,
                       std::string_view name) {
  std::string instance;
  for (const Piece& piece : PiecesOf(arn_template)) {
    if (!piece.is_variable) {
      instance.append(piece.text);
    } else if (piece.part == 1) {
      instance.append(parts.partition);
    } else if (piece.part == 3) {
      instance.append(parts.region);
    } else if (piece.part == 4) {
      instance.append(parts.account);
    } else {
      instance.append(name);
    }
  }
  return instance;
}

}  // namespace iamsift
